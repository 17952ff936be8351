/**
 * The page's files: fetched from where it came from. A handout carries them, under the addresses that they would have
 * beside it.
 */
import { gettext } from './words.js';

const BUSY = 503;
const TRIES = 3;
const LONGEST_WAIT = 30; // seconds
const isCarried = import.meta.url.startsWith('data:');
const OWN = isCarried ? new URL('viewer/', document.baseURI) : import.meta.url;
const BESIDE_PAGE = new URL('.', document.baseURI).href;

/** @param {string} name of one of the page's own files, from this folder; @returns {string} its address */
export const ownFile = (name) => new URL(name, OWN).href;

/** What the page carries of a file, else nothing. @returns {{text: () => Promise<string>, address: () => string} | undefined} */
const carried = (address) => window.whenabouts?.carried?.(address.slice(BESIDE_PAGE.length));

/** @param {string} name of one of our stylesheets; @returns {HTMLLinkElement} it loads once it is put in */
export function stylesheet(name) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  const own = carried(ownFile(name));
  if (own) own.text().then((text) => { link.href = `data:text/css;charset=utf-8,${encodeURIComponent(text)}`; });
  else link.href = ownFile(name);
  return link;
}

/** @param {string} address of a picture; @returns {string} where it is to be had */
export const picture = (address) => carried(address)?.address() ?? address;

const unreadable = (status) => gettext('The case could not be read ({status}).', { status });

/** Asks, and asks again where the server has too much to do just now and says when to come. */
export async function asked(address, how = {}) {
  for (let left = TRIES; ; left -= 1) {
    const response = await answerOf(address, how);
    const after = Number(response.headers.get('retry-after'));
    if (response.status !== BUSY || !after || left === 1) return response;
    await new Promise((resolve) => { setTimeout(resolve, Math.min(after, LONGEST_WAIT) * 1000); });
    how.signal?.throwIfAborted();
  }
}

/**
 * @param {string} address of a JSON file
 * @param {(status: number) => string} [problem] what to say where it is refused without words
 */
export async function readJson(address, problem = unreadable) {
  const own = carried(address);
  if (own) return JSON.parse(await own.text());
  const response = await asked(address);
  if (!response.ok) throw Object.assign(new Error(await reasonOf(response, problem)), { status: response.status });
  return whole(response.json());
}

/**
 * @param {string} address of a binary file
 * @param {AbortSignal} [signal] gives the request up
 */
export async function readBytes(address, signal) {
  const response = await asked(address, { signal });
  if (!response.ok) throw new Error(await reasonOf(response, unreadable));
  return whole(response.arrayBuffer(), signal);
}

/** Asks for an address; that nobody answers is said in our own words, not in the browser's. */
export async function answerOf(address, how) {
  try {
    return await fetch(address, how);
  } catch (error) {
    if (how?.signal?.aborted) throw error;
    throw new Error(gettext('The server does not answer.'), { cause: error });
  }
}

/** The body of an answer, which may break off on its way. */
export async function whole(body, signal) {
  try {
    return await body;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Error(gettext('The answer broke off.'), { cause: error });
  }
}

/** What the server says of a refusal; another server's may not be in our words. */
export async function reasonOf(response, problem) {
  const isOurs = response.headers.get('content-type')?.startsWith('application/json');
  const said = isOurs ? await response.json().catch(() => ({})) : {};
  return said.message ?? problem(response.status);
}
