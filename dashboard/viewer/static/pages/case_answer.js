/**
 * What a page beside the viewer shows of the case: one answer of the server, fetched once for each version.
 */
import { fetchAnswer } from '../resources.js';
import { gettext } from '../words.js';

const loading = new Map();

/**
 * @param {string} data where the case's data lies, relative to the app's root
 * @param {string} name of the answer
 * @returns {Promise<object>}
 */
export function caseAnswer(data, name) {
  const address = new URL(`${data}${name}`, document.baseURI).href;
  if (!loading.has(address)) {
    const promise = fetchAnswer(address, (status) => gettext('This page could not be read ({status}). Reload it to try again.', { status }));
    loading.set(address, promise);
    promise.catch(() => loading.delete(address));
  }
  return loading.get(address);
}
