/**
 * What a cell is edited with: words to choose from, one line, or several; and what loading says of it.
 */
import { element } from '../dom.js';
import { gettext } from '../words.js';
import { isLong, keyOf, rowWords } from './table_words.js';

const MOST_NAMES = 2000; // offered while an id is typed

/** A field as high as its words. @param {HTMLTextAreaElement} field */
export function fitHeight(field) {
  field.style.height = 'auto';
  if (field.scrollHeight) field.style.height = `${field.scrollHeight + 2}px`;
}

function choice(words, value) {
  const options = ['', ...words, ...(value && !words.includes(value) ? [value] : [])];
  const field = element('select', {}, ...options.map((word) => element('option', { value: word }, word || '–')));
  field.value = value;
  return field;
}

function text(column, value) {
  const field = element('textarea', { rows: 1, value, spellcheck: true, oninput: () => fitHeight(field) });
  queueMicrotask(() => fitHeight(field));
  return field;
}

/** Ids of another table's rows, offered with their names. */
function named(edits, other, value) {
  const list = element('datalist', { id: `rows-of-${other}-${Math.random().toString(36).slice(2)}` });
  const fill = () => {
    if (list.childElementCount) return;
    const { id } = edits.loaded.tables[other];
    list.append(...edits.standing(other).slice(0, MOST_NAMES).map(({ cells }) => element('option', { value: cells[id], label: rowWords(other, cells, id) })));
  };
  const field = element('input', { type: 'text', value, autocomplete: 'off', onfocus: fill });
  field.setAttribute('list', list.id);
  return [field, list];
}

/**
 * @param {import('./edits.js').Edits} edits
 * @param {string} table
 * @param {{name: string, kind: string, words: string[] | null}} column
 * @param {string} value
 * @returns {[HTMLElement, ...Node[]]} the field, and what belongs to it
 */
export function fieldFor(edits, table, column, value) {
  if (column.words) return [choice(column.words, value)];
  const other = keyOf(table, column.name);
  if (other) return named(edits, other, value);
  if (isLong(column.name)) return [text(column, value)];
  const isNumber = column.kind !== 'text';
  return [element('input', { type: 'text', value, autocomplete: 'off', inputMode: isNumber ? 'decimal' : null, class: isNumber ? 'number' : '' })];
}

/**
 * @param {{message: string, is_rejected: boolean}} problem
 * @returns {HTMLElement} its words after a mark: a filled one where the row is left out for it
 */
export function problemWords({ message, is_rejected: isRejected }) {
  return element('p', { class: isRejected ? 'problem' : 'problem doubt', data: { testid: 'cell-problem' } },
    problemMark(isRejected), element('span', {}, message));
}

export const problemMark = (isRejected) => element('span', {
  class: isRejected ? 'problem-mark' : 'problem-mark doubt', role: 'img',
  'aria-label': isRejected ? gettext('Not taken') : gettext('Worth a look'),
}, '!');
