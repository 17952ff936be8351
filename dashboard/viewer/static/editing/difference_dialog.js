/**
 * Somebody else has saved the case meanwhile: what they did, and where it meets what is changed here. Nothing is lost
 * on either side: each place where both changed the same is settled by the reader.
 */
import { openDialog } from '../dialog.js';
import { element } from '../dom.js';
import { gettext, ngettext } from '../words.js';
import { beforeAfter, changeEntry } from './change_lists.js';
import { columnWords, rowWords, TABLE_WORDS } from './table_words.js';

const MOST = 100; // of their changes listed

/**
 * @param {import('./desk.js').Desk} desk
 * @param {HTMLElement} host
 */
export function openDifference(desk, host) {
  const found = desk.found();
  const settled = found.collisions.map(() => null);
  const goOn = element('button', { type: 'button', class: 'plain main', disabled: found.collisions.length > 0 }, gettext('Go on with both'));
  const left = element('p', { class: 'muted', role: 'status' });
  const choose = (index, side) => {
    settled[index] = side;
    show();
  };
  const show = () => {
    const open = settled.filter((side) => side === null).length;
    goOn.disabled = open > 0;
    left.textContent = open ? ngettext('{count} is still to be settled.', '{count} are still to be settled.', open) : gettext('Nothing is saved before you save it.');
  };
  goOn.addEventListener('click', () => {
    dialog.close();
    desk.settle(found, settled);
  });
  show();
  const dialog = openDialog(host, gettext('Somebody else has saved this case meanwhile'),
    element('p', {}, found.collisions.length ? gettext('What they did and what you changed is kept. Where both of you changed the same, say which is to stay.')
      : gettext('What they did and what you changed is both kept: nowhere did you change the same.')),
    ...collisionList(desk, found, choose), ...theirList(desk, found), element('div', { class: 'dialog-part' }, left, goOn));
  dialog.dataset.testid = 'edit-difference';
}

function collisionList(desk, { collisions }, choose) {
  if (collisions.length === 0) return [];
  return [element('section', { class: 'dialog-part collisions' }, element('h3', {}, gettext('Changed by both')),
    ...collisions.map((collision, index) => collisionEntry(desk, collision, index, choose)))];
}

function collisionEntry(desk, collision, index, choose) {
  const { table, kind, column, cells, base, mine, theirs, columns = [] } = collision;
  const { id } = desk.meeting.tables.tables[table];
  const name = `collision-${index}`;
  const side = (value, words, text) => element('label', { class: 'choice' },
    element('input', { type: 'radio', name, value, onchange: () => choose(index, value) }), element('span', {}, element('b', {}, words), text !== null && ` ${text || gettext('(empty)')}`));
  const [own, other] = {
    cell: [side('mine', gettext('Mine:'), mine), side('theirs', gettext('Theirs:'), theirs)],
    'they removed': [side('mine', gettext('Keep the row as I changed it'), null), side('theirs', gettext('Leave it out, as they did'), null)],
    'I removed': [side('mine', gettext('Leave it out, as I did'), null), side('theirs', gettext('Keep the row as they changed it'), null)],
  }[kind];
  const what = { cell: columnWords(table, column), 'they removed': gettext('They took out a row that you changed'), 'I removed': gettext('They changed a row that you took out') }[kind];
  return element('fieldset', { class: 'collision', data: { testid: 'collision', kind } },
    element('legend', {}, element('span', { class: 'muted' }, `${TABLE_WORDS[table].one()} `), rowWords(table, cells, id), ' · ', what),
    kind === 'cell' && element('p', { class: 'muted' }, gettext('Before: {value}', { value: base || gettext('(empty)') })),
    columns.length > 0 && beforeAfter(table, columns), own, other);
}

function theirList(desk, { theirs }) {
  const { tables } = desk.meeting.tables;
  const entries = theirs.slice(0, MOST).map((change) => changeEntry({ ...change, id: tables[change.table].id }));
  const rest = theirs.length - entries.length;
  return [element('section', { class: 'dialog-part theirs' }, element('h3', {}, gettext('What they did')),
    entries.length === 0 && element('p', { class: 'muted' }, gettext('Nothing in the rows that you changed.')), ...entries,
    rest > 0 && element('p', { class: 'muted' }, ngettext('{count} more', '{count} more', rest)))];
}
