/**
 * The tools beside the title, in the order in which they stand there.
 */
import { element } from './dom.js';

/** @type {{label: () => string, open: (reader: object, host: HTMLElement) => void}[]} */
const TOOLS = [];

/**
 * @param {object} reader the page's reader state
 * @param {HTMLElement} host where a tool may put its dialog
 * @returns {HTMLElement[]}
 */
export function toolButtons(reader, host) {
  return TOOLS.map(({ label, open }) => element('button', { type: 'button', class: 'plain', onclick: () => open(reader, host) }, label()));
}
