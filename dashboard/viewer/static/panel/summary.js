/**
 * A source's summary, scrolled to the words that carry a claim; and the reader's own copy of the
 * original, where there is one.
 */
import { answerAt } from '../answers.js';
import { element } from '../dom.js';
import { gettext } from '../words.js';

/**
 * @param {string} caseAddress the case's own address; the source's lies beside it
 * @param {object} claim
 * @param {object} source
 * @param {{whole: boolean, tells: (paragraph: number) => boolean}} readable what had been told by the moment shown
 * @returns {HTMLElement} fills itself when the text is there
 */
export function summaryOf(caseAddress, claim, source, readable) {
  const holder = element('div', { class: 'summary', data: { testid: 'summary' } }, gettext('Reading…'));
  const address = new URL(`sources/${encodeURIComponent(source.id)}.json`, caseAddress).href;
  answerAt(address)
    .then((texts) => holder.replaceChildren(...parts(texts, claim, readable)))
    .then(() => scrollToWords(holder))
    .catch((error) => holder.replaceChildren(error.message));
  return holder;
}

function parts({ paragraphs: all, original, problem }, claim, { whole, tells }) {
  const paragraphs = all.filter(({ number }) => tells(number));
  if (problem && all.length === 0) return [element('p', { class: 'muted' }, problem)];
  if (all.length === 0 && !original) return [element('p', { class: 'muted' }, gettext('No text on file.'))];
  const found = [];
  if (paragraphs.length) {
    found.push(element('h4', {}, gettext('Our summary')), element('div', { class: 'text', tabIndex: 0, role: 'group', 'aria-label': gettext('Our summary') },
      ...paragraphs.map((paragraph) => paragraphElement(paragraph, claim))));
  }
  if (problem) found.push(element('p', { class: 'muted' }, problem));
  if (!whole) found.push(element('p', { class: 'muted' }, gettext('What this source told later is left out.')));
  if (original && whole) {
    found.push(element('h4', {}, gettext('Original, your copy')), element('div', { class: 'text original', tabIndex: 0, role: 'group', 'aria-label': gettext('Original') },
      ...originalParts(original, claim)));
  }
  return found;
}

function paragraphElement({ number, text }, claim) {
  const carries = number === claim.paragraph;
  const words = carries ? marked(text, text.indexOf(claim.quote), claim.quote.length) : [text];
  return element('p', { class: carries ? 'carries' : '' }, element('span', { class: 'number' }, `¶${number}`), ' ', ...words);
}

/** W3C TextPositionSelector: the code points from original_start up to original_end. */
function originalParts(original, { original_start: start, original_end: end }) {
  if (start === null || end === null) return [original];
  const characters = Array.from(original);
  const units = (from, to) => characters.slice(from, to).join('').length;
  return marked(original, units(0, start), units(start, end));
}

function marked(text, start, length) {
  if (start < 0 || length <= 0) return [text];
  return [text.slice(0, start), element('mark', {}, text.slice(start, start + length)), text.slice(start + length)];
}

function scrollToWords(holder) {
  for (const text of holder.querySelectorAll('.text')) {
    const mark = text.querySelector('mark');
    if (mark) text.scrollTop = mark.offsetTop - text.offsetTop - text.clientHeight / 3;
  }
  holder.scrollIntoView({ block: 'nearest' });
}
