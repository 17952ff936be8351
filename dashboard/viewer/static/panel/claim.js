/**
 * One claim: who, which stance, when, in which source, and the claim in one plain sentence.
 */
import { element, outsideLink } from '../dom.js';
import { carriersOf, readableAt } from '../told.js';
import { summaryOf } from './summary.js';

/**
 * @param {import('../case_data.js').CaseData} data
 * @param {object} claim
 * @param {number} order of the last claim told: what is later is not told here
 * @param {Set<string>} opened ids of the claims whose summaries are open, kept while the panel is drawn anew
 * @returns {HTMLElement}
 */
export function claimElement(data, claim, order, opened) {
  const event = data.events[claim.event];
  const source = data.sources[claim.source];
  const stance = data.stances[claim.stance];
  const root = element('li', {
    class: 'claim', data: { testid: 'claim', stance: stance.id, event: event.id, source: source.id },
  });
  const head = element('div', { class: 'claim-head' },
    element('span', { class: `stance ${stance.id}` }, stance.label), element('span', { class: 'told' }, claim.told_words));
  root.append(head, element('p', { class: 'sentence-of' }, claim.sentence));
  if (claim.says && claim.says !== event.title) root.append(element('p', { class: 'says' }, claim.says));
  root.append(element('p', { class: 'muted' }, ...origin(claim, source, carriersOf(data, claim, order))));
  if (claim.paragraph !== null || source.has_original) root.append(opener(root, data, claim, source, order, opened));
  return root;
}

function origin(claim, source, carriers) {
  const parts = [outsideLink(claim.url || source.archived_url || source.url, source.publisher || source.title)];
  if (claim.said_words) parts.push(`, said ${claim.said_words}`);
  if (source.is_inferred) parts.push(element('span', { title: source.published_basis }, ' · ≈ day inferred'));
  if (carriers > 1) parts.push(` · one statement in ${carriers} sources`);
  return parts;
}

function opener(root, data, claim, source, order, opened) {
  const label = claim.paragraph === null ? 'Original' : `Our summary, ¶${claim.paragraph}`;
  const button = element('button', { type: 'button', class: 'open-summary', 'aria-expanded': 'false' }, label);
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
