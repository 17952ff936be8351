/**
 * A file that the server makes: fetched whole, then handed to the browser to be saved.
 */
import { asked, reasonOf, whole } from '../resources.js';
import { gettext } from '../words.js';

const NAMED = /filename\*=UTF-8''([^;]+)/;

/**
 * @param {string} address
 * @param {AbortSignal} signal
 * @returns {Promise<{content: Blob, name: string}>} `name` as the server gives it
 */
export async function fetched(address, signal) {
  const response = await asked(address, { signal });
  const unmade = (status) => gettext('The file could not be made ({status}).', { status });
  if (!response.ok) throw new Error(await reasonOf(response, unmade));
  const name = NAMED.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { content: await whole(response.blob(), signal), name: name ? decodeURIComponent(name) : '' };
}

/** Hands content to the browser to be saved. @param {string} name @param {Blob} content */
export function save(name, content) {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  Object.assign(link, { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address));
}
