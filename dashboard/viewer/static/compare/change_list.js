/**
 * What changed as lists of lines; a line is a button that chooses its event.
 */
import { element } from '../dom.js';
import { gettext, ngettext } from '../words.js';

const MOST = 40; // lines of a group at first

/**
 * @param {import('../case_data.js').CaseData} data
 * @param {ReturnType<import('./changes.js').changesBetween>} changes
 * @param {{symbol: (standing: number) => HTMLElement, choose: (event: object) => void}} use
 * @returns {HTMLElement[]} a section for each group that has a line
 */
export function changeGroups(data, { newly, changed, placed, more }, use) {
  const label = (standing) => data.standings[standing].label;
  return [
    group(gettext('Standing changed'), 'changed', changed, use, ({ from, to, words }) => [
      [from, to], gettext('{before} → {after}. {words}', { before: label(from), after: label(to), words })]),
    group(gettext('Newly told'), 'newly', newly, use, ({ to, words }) => [[to], words || gettext('Standing covered: your view first.')]),
    group(gettext('A new place'), 'placed', placed, use, ({ to, place, words }) => [
      [to], gettext('Also at {place}: {words}.', { place: data.places[place].name, words })]),
    group(gettext('More said'), 'more', more, use, ({ to, count, words }) => [
      [to], ngettext('{count} more claim: {words}.', '{count} more claims, the newest: {words}.', count, { words })]),
  ].filter(Boolean);
}

/** @param {(change: object) => [number[], string]} tell the standings to draw and the words beside them */
function group(heading, name, changes, use, tell) {
  if (changes.length === 0) return null;
  const list = element('ul', {}, ...changes.slice(0, MOST).map((change) => line(change, use, tell(change))));
  const rest = changes.slice(MOST);
  const more = rest.length > 0 && element('button', {
    type: 'button', class: 'plain', onclick: () => {
      list.append(...rest.map((change) => line(change, use, tell(change))));
      more.remove();
      list.children[MOST].firstChild.focus();
    },
  }, gettext('{count} more', { count: rest.length.toLocaleString('en') }));
  return element('section', { class: 'group', data: { group: name } }, element('h4', {}, heading), list, more);
}

function line({ event }, { symbol, choose }, [standings, words]) {
  const arrow = () => element('span', { class: 'turns-into' });
  const marks = standings.flatMap((standing, index) => (index ? [arrow(), symbol(standing)] : [symbol(standing)]));
  const button = element('button', { type: 'button', class: 'change', data: { event: event.id }, onclick: () => choose(event) },
    element('span', { class: 'marks' }, ...marks),
    element('span', { class: 'told' }, element('b', {}, event.title), element('span', { class: 'sentence-of' }, words)));
  return element('li', {}, button);
}
