/**
 * The standings that a statement made, so far as it has been told: of the event told of last, then of the others
 * whose standing it changed, those that had one before first.
 */
import { element } from '../dom.js';
import { gettext } from '../words.js';
import { changeElement, standingChange } from './standing_change.js';

/**
 * @param {import('../case_data.js').CaseData} data
 * @param {object} beat with at least one claim
 * @param {object} definitions those of symbols.json
 * @param {{dark: boolean, diameter: number}} look
 * @returns {HTMLElement[]}
 */
export function standingsElement(data, beat, definitions, look) {
  const orders = { before: beat.stop ? data.stops[beat.stop - 1].order : -1, now: beat.moment.order };
  const [event, ...others] = new Set([...beat.claims].reverse().map((claim) => data.events[claim.event]));
  const change = standingChange(data, event, orders);
  const found = [element('div', { class: 'standing-now', data: { standing: change.now?.id ?? 'not-yet-told' } },
    element('h3', {}, event.title), changeElement(change, definitions, look), ...change.words.map((words) => element('p', {}, words)))];
  const changed = others.map((other) => ({ other, change: standingChange(data, other, orders) }))
    .filter(({ change: { before, now } }) => before !== now)
    .sort((one, other) => Number(other.change.before !== null) - Number(one.change.before !== null));
  if (changed.length) {
    found.push(element('h4', {}, gettext('By this statement, too')), element('ul', { class: 'others' },
      ...changed.map(({ other, change: own }) => element('li', {}, element('span', {}, other.title),
        changeElement(own, definitions, { ...look, diameter: look.diameter - 6 })))));
  }
  return found;
}
