/**
 * What the server answers: fetched once for each address, as an address never means anything else.
 */
import { readJson } from './resources.js';
import { gettext } from './words.js';

let ownAnswer = null;

/** Has a page that stands by itself (`reference/`) give its own answers. @param {(url: string) => Promise<object>} answer */
export function answerBy(answer) {
  ownAnswer = answer;
}

/** @returns {boolean} whether a server of ours stands behind the page, with its other pages and addresses */
export const hasServer = () => ownAnswer === null;

/** Fetches an answer of the server's; a refusal is thrown in the server's own words. */
export async function fetchAnswer(url) {
  return ownAnswer ? ownAnswer(url) : readJson(url);
}

/**
 * Makes a loader that loads each address once; what failed is tried again when it is next asked for.
 * @template Loaded
 * @param {(url: string) => Promise<Loaded>} load
 * @param {number} [most] how many are kept; the one loaded first goes first
 * @returns {(url: string) => Promise<Loaded>}
 */
export function loadedOnce(load, most = Infinity) {
  const kept = new Map();
  return (url) => {
    if (!kept.has(url)) {
      const promise = load(url);
      kept.set(url, promise);
      promise.catch(() => kept.delete(url));
      if (kept.size > most) kept.delete(kept.keys().next().value);
    }
    return kept.get(url);
  };
}

/** Fetches an answer once for each address. */
export const answerAt = loadedOnce(fetchAnswer);

/**
 * What a page beside the viewer shows of the case.
 * @param {string} data where the case's data lies, relative to the app's root
 * @param {string} name of the answer
 */
export async function caseAnswer(data, name) {
  try {
    return await answerAt(new URL(`${data}${name}`, document.baseURI).href);
  } catch (error) {
    throw new Error(gettext('{problem} Reload the page to try again.', { problem: error.message }), { cause: error });
  }
}
