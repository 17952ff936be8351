/**
 * A file that the server makes: fetched whole, then handed to the browser to be saved.
 */
import { gettext } from '../words.js';

const NAMED = /filename\*=UTF-8''([^;]+)/;

/**
 * @param {string} address
 * @param {AbortSignal} signal
 * @returns {Promise<{content: Blob, name: string}>} `name` as the server gives it
 */
export async function fetched(address, signal) {
  const response = await fetch(address, { signal });
  if (!response.ok) {
    const said = response.headers.get('content-type')?.startsWith('application/json') ? await response.json() : {};
    throw new Error(said.message ?? gettext('The file could not be made ({status}).', { status: response.status }));
  }
  const name = NAMED.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { content: await response.blob(), name: name ? decodeURIComponent(name) : '' };
}

/** Hands content to the browser to be saved. @param {string} name @param {Blob} content */
export function save(name, content) {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  Object.assign(link, { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address));
}
