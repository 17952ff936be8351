/**
 * Which page of the events in sight is listed, and the way to the others.
 */
import { gettext, ngettext } from '../words.js';

/** @param {{number: number, pages: number, in_sight: number}} page */
export function inSightWords({ number, pages, in_sight: count }) {
  if (pages === 1) return ngettext('{count} of them is in sight.', '{count} of them are in sight.', count);
  const values = { number: number.toLocaleString('en'), pages: pages.toLocaleString('en') };
  return ngettext('{count} of them is in sight; page {number} of {pages}, the newest first.', '{count} of them are in sight; page {number} of {pages}, the newest first.', count, values);
}

/**
 * Buttons to the newer and the older pages, as far as there are.
 * @param {{number: number, pages: number}} page
 * @param {(words: string, page: number) => HTMLElement} button
 */
export const pageButtons = ({ number, pages }, button) => [[number - 1, gettext('Newer')], [number + 1, gettext('Older')]]
  .filter(([to]) => to >= 1 && to <= pages).map(([to, words]) => button(words, to)).flatMap((made, index) => (index ? [' ', made] : [made]));
