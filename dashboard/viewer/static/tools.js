/**
 * The tools beside the title, in the order in which they stand there.
 */
import { element } from './dom.js';
import { openCompare } from './compare/compare.js';
import { openLink } from './link.js';
import { openPresent } from './present/present_tool.js';
import { gettext } from './words.js';

/** @type {{label: () => string, open: (reader: object, host: HTMLElement) => void}[]} */
const TOOLS = [
  { label: () => gettext('Compare'), open: openCompare },
  { label: () => gettext('Link'), open: openLink },
  { label: () => gettext('Present'), open: openPresent },
];

/**
 * @param {object} reader the page's reader state
 * @param {HTMLElement} host where a tool may put its dialog
 * @returns {HTMLElement[]}
 */
export function toolButtons(reader, host) {
  return TOOLS.map(({ label, open }) => element('button', { type: 'button', class: 'plain', onclick: () => open(reader, host) }, label()));
}
