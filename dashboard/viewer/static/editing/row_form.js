/**
 * Every column of the chosen row as a labelled field. Beside the grid; where there is no room for both, over it.
 */
import { element } from '../dom.js';
import { mapLink } from '../pages/links.js';
import { readerState } from '../reader_state.js';
import { gettext } from '../words.js';
import { eventClaims } from './event_claims.js';
import { fieldFor, fitHeight, problemWords } from './fields.js';
import { openMerge } from './merge_dialog.js';
import { PlaceField } from './place_field.js';
import { columnWords, GROUPS, keyOf, rowWords, stateWords, TABLE_WORDS } from './table_words.js';

export class RowForm {
  /** @param {import('./desk.js').Desk} desk @param {{host: HTMLElement, isNarrow: () => boolean, say: (words: string) => void}} page */
  constructor(desk, page) {
    Object.assign(this, { desk, page, fields: new Map() });
    this.place = new PlaceField(desk);
    this.columns = element('div', { class: 'form-columns' });
    this.body = element('div', { class: 'form-body' }, this.place.root, this.columns);
    this.head = element('div', { class: 'form-head' });
    this.root = element('dialog', { class: 'row-form', 'aria-label': gettext('All columns of the row'), data: { testid: 'row-form' }, onclose: () => this.closed() }, this.head, this.body);
    this.root.addEventListener('click', ({ target }) => target === this.root && this.page.isNarrow() && this.root.close());
  }

  /** Beside the grid it is always there; where it is narrow, only once it is asked for. */
  arrange() {
    const isSheet = this.page.isNarrow();
    if (isSheet === this.isSheet) return;
    this.isSheet = isSheet;
    if (this.root.open) this.root.close();
    if (!isSheet) this.root.open = true; // show() would take the focus
  }

  open() {
    if (!this.page.isNarrow() || this.root.open || !this.desk.chosen) return;
    this.root.showModal();
    for (const field of this.columns.querySelectorAll('textarea')) fitHeight(field);
    this.place.shown();
  }

  closed() {
    if (this.page.isNarrow()) this.page.focusGrid();
  }

  show() {
    const { chosen, edits } = this.desk;
    const row = chosen && edits?.row(chosen.table, chosen.key);
    if (!row) {
      this.shown = null;
      this.place.hide();
      this.head.replaceChildren();
      this.columns.replaceChildren(element('p', { class: 'muted none-chosen' }, gettext('Choose a row to see all of its columns.')));
      if (this.isSheet && this.root.open) this.root.close();
      return;
    }
    const name = JSON.stringify([chosen.table, chosen.key, edits.version, row.state === 'removed']);
    if (name !== this.shown || edits !== this.edits) this.begin(chosen.table, row, name);
    this.refresh(row);
  }

  /** Draws another row's fields. */
  begin(table, row, name) {
    Object.assign(this, { shown: name, edits: this.desk.edits, table, key: row.key, fields: new Map(), groups: [] });
    const columns = this.edits.loaded.tables[table].columns;
    const named = new Set(GROUPS[table].flatMap((group) => group.columns));
    const rest = columns.map((column) => column.name).filter((column) => !named.has(column));
    const groups = GROUPS[table].map(({ id, words, columns: own }) => this.group(id, words(), own, row));
    this.claims = table === 'events' ? eventClaims(this.desk, row.key, this.page.host) : null;
    this.elsewhere = element('div', { class: 'elsewhere' });
    this.place.begin(table, row.key);
    this.columns.replaceChildren(...groups, ...(this.claims ? [this.claims.root] : []), this.elsewhere, this.folded(rest, row));
    this.body.scrollTop = 0;
    for (const field of this.columns.querySelectorAll('textarea')) fitHeight(field);
  }

  group(id, words, names, row) {
    const columns = names.map((name) => this.column(name)).filter(Boolean);
    return element('section', { class: `group ${id}` }, element('h3', {}, words), ...columns.map((column) => this.field(column, row)));
  }

  folded(names, row) {
    const columns = names.map((name) => this.column(name));
    return element('details', { class: 'group more', open: columns.some(({ name }) => this.desk.problemsAt(this.table, this.key, name).length > 0) },
      element('summary', {}, gettext('More columns')), ...columns.map((column) => this.field(column, row)));
  }

  column(name) {
    return this.edits.loaded.tables[this.table].columns.find((column) => column.name === name);
  }

  field(column, row) {
    const { table, key, desk, edits } = this;
    const { name, meaning } = column;
    const [control, ...rest] = fieldFor(edits, table, column, row.cells[name] ?? '');
    const id = `field-${table}-${name}`;
    Object.assign(control, { id, disabled: row.state === 'removed' });
    control.dataset.column = name;
    control.setAttribute('aria-describedby', `${id}-meaning ${id}-told`);
    control.addEventListener('change', () => {
      if (edits !== desk.edits) return; // it goes, with the tables that it is of
      desk.write(table, key, { [name]: control.value });
      this.showAgain(name);
    });
    const told = element('div', { id: `${id}-told`, class: 'told' });
    const holder = element('div', { class: 'field' },
      element('label', { htmlFor: id }, columnWords(table, name)),
      control, ...rest, told, element('p', { id: `${id}-meaning`, class: 'meaning' }, element('code', {}, name), ' ', meaning));
    this.fields.set(name, { control, told, holder });
    return holder;
  }

  /** Writes what the row holds now into the fields, but for the one that is being typed in. */
  refresh(row) {
    const { desk, table, key } = this;
    const active = this.root.getRootNode().activeElement;
    for (const [name, { control, told, holder }] of this.fields) {
      const value = row.cells[name] ?? '';
      if (control !== active && control.value !== value) {
        setValue(control, value);
        if (control.localName === 'textarea') fitHeight(control);
      }
      const problems = desk.problemsAt(table, key, name);
      const key_ = JSON.stringify([problems, row.changed.includes(name), keyOf(table, name) ? value : '']);
      if (holder.dataset.shown === key_) continue;
      holder.dataset.shown = key_;
      holder.classList.toggle('edited', row.changed.includes(name));
      control.setAttribute('aria-invalid', String(problems.length > 0));
      told.replaceChildren(...problems.map(problemWords), ...this.reference(name, value));
    }
    this.showHead(row);
    this.place.show(row);
    this.claims?.show();
    this.showElsewhere(row);
  }

  /** A field holds what became of what was typed, also while it still has the focus. */
  showAgain(name) {
    const row = this.edits === this.desk.edits && this.edits.row(this.table, this.key);
    const { control } = this.fields.get(name) ?? {};
    if (row && control && control.value !== (row.cells[name] ?? '')) setValue(control, row.cells[name] ?? '');
  }

  /** Which row an id names, and the way there. */
  reference(name, value) {
    const other = keyOf(this.table, name);
    if (!other || !value) return [];
    const target = this.desk.rowWithId(other, value);
    if (!target) return other === 'places' ? [] : [element('p', { class: 'muted' }, gettext('No row has this id.'))];
    const { id } = this.edits.loaded.tables[other];
    const words = rowWords(other, this.edits.row(other, target.key).cells, id);
    return [element('button', { type: 'button', class: 'reference', onclick: () => this.desk.choose(target) }, words, element('span', { 'aria-hidden': 'true' }, ' →'))];
  }

  showHead(row) {
    const { table, key, desk } = this;
    const { id } = this.edits.loaded.tables[table];
    const words = JSON.stringify([table, key, rowWords(table, row.cells, id), row.state, row.changed.length > 0, this.isSheet]);
    const rowProblems = desk.problemsAt(table, key, '');
    if (this.headShown === words + JSON.stringify(rowProblems)) return;
    this.headShown = words + JSON.stringify(rowProblems);
    const button = (label, act, kind) => element('button', { type: 'button', class: 'plain', onclick: act, data: { act: kind } }, label);
    const actions = row.state === 'removed' ? [button(gettext('Bring back'), () => desk.change([{ table, key, cells: undefined }]), 'back')] : [
      table === 'events' && button(gettext('Merge into…'), () => openMerge(desk, this.page.host, key), 'merge'),
      row.state === 'changed' && button(gettext('As it was'), () => desk.change([{ table, key, cells: undefined }]), 'reset'),
      button(gettext('Take out'), () => desk.takeOut(table, key), 'remove'),
    ].filter(Boolean);
    this.head.replaceChildren(
      element('div', { class: 'form-title' }, element('p', { class: 'muted' }, TABLE_WORDS[table].one(), row.state !== 'as loaded' && element('span', { class: `state ${row.state}` }, stateWords(row.state))),
        element('h2', {}, rowWords(table, row.cells, id)), ...rowProblems.map(problemWords)),
      element('div', { class: 'form-actions' }, ...actions),
      element('button', { type: 'button', class: 'plain close-form', 'aria-label': gettext('Close'), onclick: () => this.root.close() }, '×'));
  }

  /** Ways to the claims of a source, to the events at a place, and to an event on the map as it is saved. */
  showElsewhere(row) {
    const { table, desk } = this;
    const target = { sources: 'claims', places: 'events' }[table];
    const reader = readerState();
    const value = row.cells[this.edits.loaded.tables[table].id];
    const isOnMap = table === 'events' && row.state !== 'new' && value && reader.data?.event(value);
    const shown = JSON.stringify([table, value, Boolean(isOnMap)]);
    if (this.elsewhere.dataset.shown === shown) return;
    this.elsewhere.dataset.shown = shown;
    const words = { claims: gettext('Show its claims'), events: gettext('Show its events') }[target];
    const ways = [target && value && element('button', { type: 'button', class: 'plain', onclick: () => desk.look(target, value) }, words),
      isOnMap && mapLink(reader, value, gettext('Show on the map'))].filter(Boolean);
    this.elsewhere.replaceChildren(...ways);
  }

  /** Leads to one field. @param {string} name of its column */
  goTo(name) {
    const found = this.fields.get(name);
    if (!found) return;
    const folded = found.holder.closest('details');
    if (folded) folded.open = true;
    found.control.focus();
    found.holder.scrollIntoView({ block: 'nearest' });
  }

  retheme() {
    this.place.retheme();
  }
}

function setValue(control, value) {
  if (control.localName === 'select' && ![...control.options].some((option) => option.value === value)) control.append(element('option', { value }, value));
  control.value = value;
}
