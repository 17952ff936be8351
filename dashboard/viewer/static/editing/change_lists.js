/**
 * Changes in words and as before → after: one's own before they are saved, and another's that meet them.
 */
import { openDialog } from '../dialog.js';
import { element } from '../dom.js';
import { gettext, ngettext } from '../words.js';
import { columnWords, rowWords, TABLE_WORDS } from './table_words.js';

const MOST = 200; // rows listed at once
const SHORT = 400; // characters of a cell

const short = (text) => (text.length > SHORT ? `${text.slice(0, SHORT)}…` : text);

const cell = (tag, text) => element('td', {}, text ? element(tag, {}, short(text)) : element('span', { class: 'muted' }, gettext('(empty)')));

/** @param {{column: string, before: string, after: string}[]} columns */
export function beforeAfter(table, columns) {
  const heads = [gettext('Column'), gettext('Before'), gettext('After')];
  return element('table', { class: 'before-after' },
    element('thead', {}, element('tr', {}, ...heads.map((words) => element('th', { scope: 'col' }, words)))),
    element('tbody', {}, ...columns.map(({ column, before, after }) => element('tr', {},
      element('th', { scope: 'row' }, columnWords(table, column)), cell('del', before), cell('ins', after)))));
}

const KIND_WORDS = {
  changed: () => gettext('changed'), added: () => gettext('new'), new: () => gettext('new'), removed: () => gettext('taken out'),
};

const STATE_OF = { changed: 'changed', added: 'new', new: 'new', removed: 'removed' };

/** @param {{table: string, kind: string, cells: object, id: string, columns: object[]}} change of one row */
export function changeEntry({ table, kind, cells, id, columns }, ...more) {
  return element('article', { class: 'change', data: { testid: 'change', kind } },
    element('h3', {}, element('span', { class: 'muted' }, `${TABLE_WORDS[table].one()} `), rowWords(table, cells, id), element('span', { class: `state ${STATE_OF[kind]}` }, KIND_WORDS[kind]())),
    columns.length > 0 && beforeAfter(table, columns), ...more);
}

/** @param {import('./desk.js').Desk} desk @returns {object[]} for `changeEntry` */
function ownChanges({ edits }) {
  return edits.asked().map(({ table, key, cells }) => {
    const was = edits.base[table].get(key)?.cells ?? {};
    const { id } = edits.loaded.tables[table];
    const kind = cells === null ? 'removed' : was[id] === undefined && key.startsWith('new-') ? 'new' : 'changed';
    const columns = Object.entries(cells ?? {}).filter(([column, after]) => after !== (was[column] ?? '')).map(([column, after]) => ({ column, before: was[column] ?? '', after }));
    return { table, key, kind, id, cells: { ...was, ...cells }, columns };
  });
}

/** Shows what would be saved. */
export function openChanges(desk, host) {
  const changes = ownChanges(desk);
  const entries = changes.slice(0, MOST).map((change) => {
    const go = () => {
      dialog.close();
      desk.choose({ table: change.table, key: change.key });
    };
    const back = () => {
      desk.change([{ table: change.table, key: change.key, cells: undefined }]);
      dialog.close();
      if (desk.edits.count) openChanges(desk, host);
    };
    return changeEntry(change, element('div', { class: 'form-actions' },
      element('button', { type: 'button', class: 'plain', onclick: go }, gettext('Go to the row')),
      element('button', { type: 'button', class: 'plain', onclick: back }, change.kind === 'new' ? gettext('Drop it') : gettext('As it was'))));
  });
  const rest = changes.length - entries.length;
  const dialog = openDialog(host, gettext('Not saved yet'), ...entries, ...(rest > 0 ? [element('p', { class: 'muted' }, ngettext('{count} more', '{count} more', rest))] : []));
}
