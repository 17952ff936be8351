/**
 * A table of the case as an editable grid: arrow keys move, Enter edits, Escape leaves, Tab moves on. Rows are drawn in
 * portions, and drawn anew only where they changed.
 */
import { element } from '../dom.js';
import { gettext, ngettext } from '../words.js';
import { fieldFor, problemMark } from './fields.js';
import { columnWords, doubtsWords, FIRST, keyOf, problemsWords, rowWords, stateWords, TABLE_WORDS } from './table_words.js';

const PORTION = 100; // rows
const NEAR = 400; // CSS pixels from the end of what is drawn, before more is

const ARROWS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], PageDown: [15, 0], PageUp: [-15, 0] };

export class Grid {
  /** @param {import('./desk.js').Desk} desk @param {{open: () => void}} page shows the form of the chosen row */
  constructor(desk, page) {
    Object.assign(this, { desk, page, asked: '', limit: PORTION, at: [0, 0], drawn: new Map(), rows: [] });
    this.head = element('tr', { role: 'row', 'aria-rowindex': 1 });
    this.body = element('tbody', { role: 'rowgroup' });
    this.table = element('table', { role: 'grid', onkeydown: (event) => this.key(event), onclick: (event) => this.click(event), ondblclick: (event) => this.doubleClick(event) },
      element('thead', { role: 'rowgroup' }, this.head), this.body);
    this.empty = element('p', { class: 'empty muted' });
    this.root = element('div', { class: 'grid-scroller', onscroll: () => this.scrolled() }, this.table, this.empty);
  }

  get columns() {
    const { columns } = this.desk.edits.loaded.tables[this.table.dataset.table];
    return FIRST[this.table.dataset.table].map((name) => columns.find((column) => column.name === name)).filter(Boolean);
  }

  /** @param {string} table @param {string} asked words that rows must have */
  show(table, asked) {
    const { edits, chosen } = this.desk;
    if (table !== this.table.dataset.table || asked !== this.asked || edits.loaded !== this.loaded) this.begin(table, asked);
    const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
    this.rows = edits.rows(table).filter(({ cells }) => words.length === 0 || holds(cells, words));
    const place = chosen?.table === table ? this.rows.findIndex(({ key }) => key === chosen.key) : -1;
    if (place >= this.limit) this.limit = Math.ceil((place + 1) / PORTION) * PORTION;
    this.names = new Map();
    this.draw();
  }

  begin(table, asked) {
    Object.assign(this, { asked, loaded: this.desk.edits.loaded, limit: PORTION, at: [0, 0] });
    this.table.dataset.table = table;
    this.drawn.clear();
    this.body.replaceChildren();
    this.root.scrollTop = 0;
    this.table.setAttribute('aria-label', TABLE_WORDS[table].title());
    this.head.replaceChildren(...this.columns.map(({ name, meaning }) =>
      element('th', { role: 'columnheader', scope: 'col', title: meaning, class: name }, columnWords(table, name))));
  }

  draw() {
    const focused = this.isFocused();
    this.table.setAttribute('aria-rowcount', this.rows.length + 1);
    this.table.hidden = this.rows.length === 0;
    this.empty.hidden = this.rows.length > 0;
    this.empty.textContent = this.asked ? gettext('No row has these words.') : gettext('No row yet.');
    const listed = this.rows.slice(0, this.limit);
    const drawn = new Map();
    const lines = listed.map((row, index) => {
      const line = this.line(row, index);
      drawn.set(row.key, line);
      return line.element;
    });
    const stays = new Set(lines);
    for (const { element: old } of this.drawn.values()) if (!stays.has(old)) old.remove();
    this.drawn = drawn;
    let next = this.body.firstChild;
    for (const line of lines) {
      if (line === next) next = next.nextSibling;
      else this.body.insertBefore(line, next);
    }
    this.at = [Math.min(this.at[0], Math.max(0, listed.length - 1)), this.at[1]];
    this.rove();
    if (focused && !this.editing) this.cell()?.focus({ preventScroll: true });
  }

  isFocused() {
    return this.body.contains(this.root.getRootNode().activeElement);
  }

  /** A row's element: the one there was, where nothing of it changed. */
  line(row, index) {
    const { desk, table: { dataset: { table } } } = this;
    const isChosen = desk.chosen?.table === table && desk.chosen.key === row.key;
    const problems = desk.problemsAt(table, row.key);
    const kept = this.drawn.get(row.key);
    const of = [row, problems, isChosen, index, desk.edits.revision, this.page.isNarrow()];
    if (kept?.of?.every((one, place) => one === of[place])) return kept;
    const shown = this.columns.map(({ name }) => this.shown(table, name, row.cells[name] ?? ''));
    const key = JSON.stringify([shown, row.state, row.changed, isChosen, problems, index, this.page.isNarrow()]);
    if (kept?.key === key || (kept && this.editing?.key === row.key)) return Object.assign(kept, { of });
    const made = element('tr', { role: 'row', 'aria-rowindex': index + 2, 'aria-selected': String(isChosen), class: row.state.replace(' ', '-'), data: { key: row.key, state: row.state } },
      ...this.columns.map((column, number) => this.drawCell(row, column, number, shown[number], problems)));
    return { key, of, element: made };
  }

  drawCell({ state, changed }, { name }, number, shown, problems) {
    const own = problems.filter(({ column }) => column === name);
    const content = [element('span', { class: 'cell-words' }, ...(isDate(name) ? wholeDays(shown) : [shown || (number === 0 ? gettext('(empty)') : '')]))];
    if (own.length) content.unshift(problemMark(own.some(({ is_rejected: isRejected }) => isRejected)));
    if (number === 0) content.push(this.rowNotes(state, problems));
    return element('td', {
      role: number === 0 ? 'rowheader' : 'gridcell', tabIndex: -1, class: `${name}${changed.includes(name) ? ' edited' : ''}`, data: { column: name },
      title: own.map(({ message }) => message).join('\n') || null, 'aria-invalid': own.length ? 'true' : null, 'aria-readonly': state === 'removed' ? 'true' : null,
    }, ...content);
  }

  /** What became of a row, and how much is wrong elsewhere in it. */
  rowNotes(state, problems) {
    const inSight = new Set((this.page.isNarrow() ? this.columns.slice(0, 2) : this.columns).map(({ name }) => name));
    const elsewhere = problems.filter(({ column }) => !inSight.has(column));
    const rejected = elsewhere.filter(({ is_rejected: isRejected }) => isRejected).length;
    const words = rejected ? problemsWords(rejected) : doubtsWords(elsewhere.length);
    const notes = [stateWords(state) && element('span', { class: `state ${state}` }, stateWords(state)),
      elsewhere.length > 0 && element('span', { class: 'row-problems' }, problemMark(rejected > 0), words)].filter(Boolean);
    return notes.length > 0 && element('span', { class: 'row-notes' }, ...notes);
  }

  /** A cell's words; the key of another table's row by that row's name. */
  shown(table, column, value) {
    const other = value && keyOf(table, column);
    if (!other) return value;
    if (!this.names.has(other)) {
      const { id } = this.desk.edits.loaded.tables[other];
      this.names.set(other, new Map(this.desk.edits.standing(other).map(({ cells }) => [cells[id], rowWords(other, cells, id)])));
    }
    return this.names.get(other).get(value) ?? value;
  }

  cell([row, column] = this.at) {
    return this.body.children[row]?.children[column] ?? null;
  }

  rove() {
    const cell = this.cell();
    if (this.roved) this.roved.tabIndex = -1;
    if (cell) cell.tabIndex = 0;
    this.roved = cell;
  }

  /** @param {[number, number]} to row and column, kept inside the grid */
  move([row, column]) {
    const last = this.rows.length - 1;
    const to = Math.max(0, Math.min(row, last));
    while (to >= this.limit) this.more();
    this.at = [to, Math.max(0, Math.min(column, this.columns.length - 1))];
    this.rove();
    this.cell()?.focus();
    this.chooseRow();
  }

  chooseRow() {
    const { chosen } = this.desk;
    const [table, row] = [this.table.dataset.table, this.rows[this.at[0]]];
    if (row && (chosen?.key !== row.key || chosen.table !== table)) this.desk.choose({ table, key: row.key });
  }

  /** Puts the reader on a row, and draws as far as it. */
  goTo(key) {
    const place = this.rows.findIndex((row) => row.key === key);
    if (place < 0) return false;
    this.at = [place, this.at[1]];
    this.rove();
    this.cell()?.scrollIntoView({ block: 'nearest' });
    return true;
  }

  placeOf(target) {
    const cell = target.closest('td');
    const line = cell?.parentElement;
    return line?.parentElement === this.body ? [[...this.body.children].indexOf(line), [...line.children].indexOf(cell)] : null;
  }

  click(event) {
    const place = this.placeOf(event.target);
    if (!place || event.target.closest('.cell-editor')) return;
    this.move(place);
    this.page.open();
  }

  doubleClick(event) {
    const place = this.placeOf(event.target);
    if (place && !this.page.isNarrow()) this.edit();
  }

  key(event) {
    if (this.editing) {
      this.editingKey(event);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !this.placeOf(event.target)) return;
    const by = ARROWS[event.key];
    const to = by ? [this.at[0] + by[0], this.at[1] + by[1]] : { Home: [this.at[0], 0], End: [this.at[0], this.columns.length - 1] }[event.key];
    if (to) this.move(to);
    else if (event.key === 'Enter' || event.key === 'F2') this.page.isNarrow() ? this.page.open() : this.edit();
    else if (event.key === 'Delete') this.write('');
    else return;
    event.preventDefault();
  }

  editingKey(event) {
    const { key, shiftKey } = event;
    if (key !== 'Escape' && key !== 'Tab' && (key !== 'Enter' || shiftKey || event.isComposing)) return;
    event.preventDefault();
    event.stopPropagation();
    const by = { Escape: [0, 0], Enter: [0, 0], Tab: [0, shiftKey ? -1 : 1] }[key];
    this.leave(key !== 'Escape');
    this.move(this.stepped(by));
  }

  /** Where Tab goes: at a row's end to the next row. */
  stepped([, by]) {
    const [row, column] = [this.at[0], this.at[1] + by];
    if (column >= this.columns.length && row + 1 < this.rows.length) return [row + 1, 0];
    return column < 0 && row > 0 ? [row - 1, this.columns.length - 1] : [row, column];
  }

  edit() {
    const row = this.rows[this.at[0]];
    const column = this.columns[this.at[1]];
    if (!row || row.state === 'removed') return;
    const [table, value] = [this.table.dataset.table, row.cells[column.name] ?? ''];
    const [field, ...rest] = fieldFor(this.desk.edits, table, column, value);
    field.setAttribute('aria-label', columnWords(table, column.name));
    field.addEventListener('blur', () => this.leave(true));
    this.editing = { key: row.key, column: column.name, field, value };
    this.cell().replaceChildren(element('span', { class: 'cell-editor' }, field, ...rest));
    field.focus();
    field.select?.();
  }

  /** Ends editing. @param {boolean} keeps whether what was typed is kept */
  leave(keeps) {
    if (!this.editing) return;
    const { key, field, value, column } = this.editing;
    this.editing = null;
    Object.assign(this.drawn.get(key) ?? {}, { of: null, key: '' }); // it holds the field
    const now = keeps ? field.value : value;
    if (now !== value) this.desk.write(this.table.dataset.table, key, { [column]: now });
    else this.draw();
  }

  write(value) {
    const row = this.rows[this.at[0]];
    const column = this.columns[this.at[1]].name;
    if (!row || row.state === 'removed' || this.editing) return;
    this.desk.write(this.table.dataset.table, row.key, { [column]: value });
  }

  scrolled() {
    const { scrollTop, clientHeight, scrollHeight } = this.root;
    if (this.limit < this.rows.length && scrollHeight - scrollTop - clientHeight < NEAR) this.more();
  }

  more() {
    this.limit += PORTION;
    this.draw();
  }

  /** @returns {string} how many rows there are, and how many are listed */
  countWords() {
    const all = this.desk.edits.standing(this.table.dataset.table).length;
    return this.asked ? ngettext('{count} row with these words', '{count} rows with these words', this.rows.length) : ngettext('{count} row', '{count} rows', all);
  }
}

const isDate = (column) => column === 'date' || column === 'reported' || column === 'published';

/** Days that break only between them; of an instant its day and minute. */
function wholeDays(text) {
  const [, day, minute] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(text) ?? [];
  const parts = day ? [`${day} `, minute] : text.split(/(?<=[,/]|\.\.)/);
  return parts.filter(Boolean).flatMap((part) => [element('span', { class: 'whole' }, part), element('wbr')]);
}

const holds = (cells, words) => {
  const text = Object.values(cells).join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
};
