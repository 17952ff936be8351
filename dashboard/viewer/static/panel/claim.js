/**
 * One claim: who, which stance, when, in which source, and the claim in one plain sentence.
 */
import { element, outsideLink } from '../dom.js';
import { readableAt } from '../told.js';
import { gettext } from '../words.js';
import { lagWords } from './lag.js';
import { summaryOf } from './summary.js';

/**
 * @typedef {object} Reading what is read, and how far
 * @property {import('../case_data.js').CaseData} data
 * @property {object} event as told by the moment shown
 * @property {number} order of the last claim told: what is later is not told here
 * @property {Set<string>} opened ids of the claims whose summaries are open, kept while the panel is drawn anew
 */

/** The name under which a source is cited. */
export const citedAs = (source) => source.publisher || source.title;

/** Whether a claim is about the event's day, place, number or the like, not about whether it happened. */
export const isOfDetail = ({ field }) => field !== 'occurrence';

const OF_DETAIL = {
  denies: () => gettext('disputes a detail'),
  'does-not-confirm': () => gettext('had not confirmed a detail'),
};

/** A claim's stance in words: who disputes a detail does not deny the event. */
export function stanceLabel(data, claim) {
  const { id, label } = data.stances[claim.stance];
  return isOfDetail(claim) && id in OF_DETAIL ? OF_DETAIL[id]() : label;
}

/**
 * @param {Reading} reading
 * @param {object} claim
 * @param {{copyOf?: object}} [how] as one of a statement's copies, under the sentence of the copy told first
 * @returns {HTMLElement}
 */
export function claimElement(reading, claim, { copyOf = null } = {}) {
  const { data, event } = reading;
  const source = data.sources[claim.source];
  const root = element('li', {
    class: copyOf ? 'claim copy' : 'claim', tabIndex: -1,
    data: { testid: 'claim', stance: data.stances[claim.stance].id, event: event.id, source: source.id, claim: claim.id },
  });
  if (!copyOf) root.append(claimHead(reading, claim), element('p', { class: 'sentence-of' }, claim.sentence));
  if (claim.says && claim.says !== event.title) root.append(element('p', { class: 'says' }, claim.says));
  root.append(element('p', { class: 'muted' }, ...origin(reading, claim, source, copyOf)));
  if (claim.paragraph !== null || source.has_original) root.append(opener(root, reading, claim, source));
  return root;
}

/** Stance and time of a claim, and how long after the event it was told. */
export function claimHead({ data, event }, claim) {
  const stance = data.stances[claim.stance];
  const lag = lagWords(event, claim, stance.id);
  return element('div', { class: 'claim-head' },
    element('span', { class: `stance ${stance.id}` }, stanceLabel(data, claim)),
    element('span', { class: 'told' }, claim.told_words, lag && element('span', { class: 'lag', data: { testid: 'lag' } }, lag)));
}

function origin({ data, event }, claim, source, copyOf) {
  const parts = [outsideLink(claim.url || source.archived_url || source.url, citedAs(source))];
  const notes = [];
  if (copyOf && copyOf.stop !== claim.stop) notes.push(claim.told_words, lagWords(event, claim, data.stances[claim.stance].id));
  if (claim.said_words) notes.push(gettext('said {day}', { day: claim.said_words }));
  for (const note of notes.filter(Boolean)) parts.push(` · ${note}`);
  if (source.is_inferred) parts.push(' · ', element('span', { title: source.published_basis }, gettext('≈ day inferred')));
  return parts;
}

function opener(root, { data, order, opened }, claim, source) {
  const label = claim.paragraph === null ? gettext('Original') : gettext('Our summary, ¶{number}', { number: claim.paragraph });
  const button = element('button', {
    type: 'button', class: 'open-summary', 'aria-expanded': 'false', data: { keep: `summary ${claim.id}` },
  }, label);
  let summary = null;
  const show = (open) => {
    button.setAttribute('aria-expanded', String(open));
    if (open) {
      summary = summaryOf(data.url, claim, source, readableAt(source, order));
      root.append(summary);
      opened.add(claim.id);
    } else {
      summary.remove();
      opened.delete(claim.id);
    }
  };
  button.addEventListener('click', () => show(button.getAttribute('aria-expanded') !== 'true'));
  if (opened.has(claim.id)) queueMicrotask(() => show(true)); // below the button, which is not there yet
  return button;
}
