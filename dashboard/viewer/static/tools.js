/**
 * The tools beside the title, in the order in which they stand there.
 */
import { element } from './dom.js';
import { openCompare } from './compare/compare.js';
import { openLink } from './link.js';
import { openPresent } from './present/present_tool.js';
import { gettext } from './words.js';

/** The last is loaded when it is first asked for: a page that stands by itself has none of it. */
const openExport = async (reader, host) => (await import('./export/export.js')).openExport(reader, host);

/** @type {{id: string, label: () => string, open: (reader: object, host: HTMLElement, button: HTMLButtonElement) => void}[]} */
const TOOLS = [
  { id: 'compare', label: () => gettext('Compare'), open: openCompare },
  { id: 'link', label: () => gettext('Link'), open: openLink },
  { id: 'present', label: () => gettext('Present'), open: openPresent },
  { id: 'export', label: () => gettext('Export'), open: openExport },
];

/** Puts a tool of the page's host after the others, before the sentence is mounted. */
export function addTool(tool) {
  TOOLS.push(tool);
}

/** Takes a tool away that the page's host has no use for. */
export function leaveOut(id) {
  TOOLS.splice(TOOLS.findIndex((tool) => tool.id === id), 1);
}

/**
 * @param {object} reader the page's reader state
 * @param {HTMLElement} host where a tool may put its dialog
 * @returns {HTMLElement[]}
 */
export function toolButtons(reader, host) {
  return TOOLS.map(({ label, open }) => element('button', { type: 'button', class: 'plain', onclick: ({ currentTarget }) => open(reader, host, currentTarget) }, label()));
}
