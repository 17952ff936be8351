/**
 * What the server answers: fetched once for each address, as an address never means anything else.
 */
import { gettext } from './words.js';

/** Fetches an answer of the server's; a refusal is thrown in the server's own words. */
export async function fetchAnswer(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(await reasonOf(response));
  return response.json();
}

/** What the server says of a refusal; another server's may not be in our words. */
async function reasonOf(response) {
  const said = response.headers.get('content-type')?.startsWith('application/json') ? await response.json() : {};
  return said.message ?? gettext('The case could not be read ({status}).', { status: response.status });
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
