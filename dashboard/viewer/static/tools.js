/**
 * The tools beside the title, in the order in which they stand there.
 */
import { element } from './dom.js';
import { openCompare } from './compare/compare.js';
import { openExport } from './export/export.js';
import { openLink } from './link.js';
import { openPresent } from './present/present_tool.js';
import { gettext } from './words.js';

/** @type {{label: () => string, open: (reader: object, host: HTMLElement, button: HTMLButtonElement) => void}[]} */
const TOOLS = [
  { label: () => gettext('Compare'), open: openCompare },
  { label: () => gettext('Link'), open: openLink },
  { label: () => gettext('Present'), open: openPresent },
  { label: () => gettext('Export'), open: openExport },
];

/** Puts a tool of the page's host after the others, before the sentence is mounted. */
export function addTool(tool) {
  TOOLS.push(tool);
}

/** Takes a tool away that the page's host has no use for. @param {Function} open what it opens */
export function leaveOut(open) {
  TOOLS.splice(TOOLS.findIndex((tool) => tool.open === open), 1);
}

/**
 * @param {object} reader the page's reader state
 * @param {HTMLElement} host where a tool may put its dialog
 * @returns {HTMLElement[]}
 */
export function toolButtons(reader, host) {
  return TOOLS.map(({ label, open }) => element('button', { type: 'button', class: 'plain', onclick: ({ currentTarget }) => open(reader, host, currentTarget) }, label()));
}
