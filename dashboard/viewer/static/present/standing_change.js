/**
 * What a statement made of an event's standing: from what to what, in words.
 */
import { element } from '../dom.js';
import { symbolElement } from '../symbols.js';
import { stepAt } from '../told.js';
import { gettext } from '../words.js';

/**
 * @param {import('../case_data.js').CaseData} data
 * @param {object} event
 * @param {{before: number, now: number}} orders of the claims told last
 * @returns {{before: object | null, now: object | null, words: string[]}} standings; null where it was not told of
 */
export function standingChange(data, event, { before, now }) {
  const at = (order) => {
    const step = stepAt(event, order);
    const standing = step === -1 ? null : data.standings[event.history[step][1]];
    return { step, standing: standing === data.standings[data.notYetTold] ? null : standing };
  };
  const [was, is] = [at(before), at(now)];
  return { before: was.standing, now: is.standing, words: is.standing ? event.history_words[is.step] : [] };
}

/**
 * @param {object} change from `standingChange`
 * @param {object} definitions those of symbols.json
 * @param {{dark: boolean, diameter: number}} look
 * @returns {HTMLElement} a line such as "○ reported → ● confirmed"
 */
export function changeElement({ before, now }, definitions, look) {
  const named = (standing) => element('span', { class: 'named' },
    standing && symbolElement(definitions, standing.id, look), standing ? standing.label : gettext('not told of'));
  if (before === now) return element('p', { class: 'change' }, named(now), element('span', { class: 'muted' }, gettext('as before')));
  return element('p', { class: 'change' }, named(before), element('span', { 'aria-hidden': 'true' }, '→'),
    element('span', { class: 'unseen' }, gettext('then')), named(now));
}
