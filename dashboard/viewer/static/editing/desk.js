/**
 * The one place in the page where a case's tables and what is changed of them are kept. It goes on while the reader
 * looks at other pages, and follows what the server says of the tables.
 */
import { gettext, ngettext } from '../words.js';
import { checkChanges, editState, hasChangedSince, problemsOf, readTables, restoreVersion, saveChanges } from './case_tables.js';
import { difference, rebased, savedAndLater } from './difference.js';
import { Edits, TABLES, tablesOfKept } from './edits.js';
import { askBeforeLeaving, keepUnsaved, unsaved } from './unsaved.js';
import { writtenParts } from './written_cells.js';

const NONE = [];
const REST = 400; // milliseconds after the last change, before the server is asked what it thinks

class Desk {
  constructor() {
    Object.assign(this, { state: null, edits: null, problems: [], counts: null, meeting: null, trouble: '', said: '', tab: TABLES[0], chosen: null, asked: {} });
    this.listeners = new Set();
    askBeforeLeaving(() => this.edits?.count > 0);
  }

  /**
   * Calls `listener(change)` after each: 'tables' | 'rows' | 'problems' | 'chosen' | 'said' | 'met' | 'saved'; and with
   * 'leaving' before other tables come, for what is being typed to become a change of these.
   */
  listen(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(change) {
    for (const listener of [...this.listeners]) listener(change);
  }

  say(said, trouble = '') {
    Object.assign(this, { said, trouble });
    this.tell('said');
  }

  /** Reads the tables, unless those that are here are the newest; changes of before a reload meet them. */
  async open() {
    try {
      this.state = await editState();
      const isFirst = !this.edits;
      const isNewer = this.edits?.version !== this.state.version && this.meeting?.tables.version !== this.state.version;
      if (this.state.can_edit && isNewer && !this.isBusy) (await this.load()) && isFirst && this.tell('met');
      else if (!this.state.can_edit || !this.counts) this.tell('tables');
    } catch (error) {
      this.say('', error.message);
      if (!this.edits) this.tell('tables');
    }
  }

  async load() {
    const tables = await readTables();
    if (this.edits?.version === tables.version) return false;
    this.tell('leaving');
    const kept = this.edits ? this.edits.count && this.edits.keptAs() : unsaved(this.state.folder_name);
    const base = this.edits?.loaded;
    const isMet = kept && kept.changes.length > 0 && kept.version !== tables.version;
    if (isMet) this.meet(tables, kept, base ?? tablesOfKept(kept, tables));
    else this.take(tables, kept || null);
    return isMet;
  }

  /** Goes on with these tables. */
  take(tables, kept = null) {
    const chosenId = this.idOf(this.chosen);
    this.edits = new Edits(tables);
    if (kept && kept.version === tables.version) this.edits.takeUp(kept);
    Object.assign(this, { meeting: null, problems: tables.problems, counts: { accepted: tables.accepted, rejected: tables.rejected } });
    this.chosen = chosenId && this.rowWithId(this.chosen.table, chosenId);
    this.keep();
    this.tell('tables');
    if (this.edits.count) this.checkSoon();
  }

  idOf(chosen) {
    return chosen && this.edits?.row(chosen.table, chosen.key)?.cells[this.edits.loaded.tables[chosen.table].id];
  }

  /** @returns {{table: string, key: string} | null} */
  rowWithId(table, id) {
    const column = this.edits.loaded.tables[table].id;
    const found = id && this.edits.standing(table).find(({ cells }) => cells[column] === id);
    return found ? { table, key: found.key } : null;
  }

  /** One step. @param {object[]} parts as `Edits.apply` takes them */
  change(parts) {
    if (this.edits.apply(parts)) this.changed();
  }

  /** A new row, and the reader on it. @param {string} [column] the field to begin with */
  add(table, cells, column) {
    const key = this.edits.addRow(table, cells);
    this.changed();
    this.choose({ table, key, column });
  }

  /** Lists the rows of a table that have these words. */
  look(table, asked) {
    Object.assign(this, { tab: table, asked: { ...this.asked, [table]: asked } });
    this.tell('chosen');
  }

  /** Writes cells of a row, and what follows from them. @param {Record<string, string>} cells */
  write(table, key, cells) {
    this.change(writtenParts(this.edits, table, key, cells));
  }

  /** Takes a row out; an event with its claims, which would be about nothing. */
  takeOut(table, key) {
    const { edits } = this;
    const { cells } = edits.row(table, key);
    const claims = table === 'events' && cells.event_id ? edits.standing('claims').filter((claim) => claim.cells.event_id === cells.event_id) : [];
    this.change([{ table, key, cells: null }, ...claims.map((claim) => ({ table: 'claims', key: claim.key, cells: null }))]);
    if (claims.length) this.say(ngettext('Taken out with its claim. Undo brings both back.', 'Taken out with its {count} claims. Undo brings all back.', claims.length));
  }

  undo() {
    this.goTo(this.edits.undo());
  }

  redo() {
    this.goTo(this.edits.redo());
  }

  goTo(row) {
    if (!row) return;
    if (this.edits.row(row.table, row.key)) Object.assign(this, { tab: row.table, chosen: row });
    else if (this.chosen && !this.edits.row(this.chosen.table, this.chosen.key)) this.chosen = null;
    this.changed();
    this.tell('chosen');
  }

  changed() {
    this.say('');
    this.keep();
    this.tell('rows');
    this.checkSoon();
  }

  keep() {
    const hadRoom = keepUnsaved(this.state.folder_name, this.edits.count ? this.edits.keptAs() : null);
    if (!hadRoom) this.trouble = gettext('The browser keeps no more: what you changed is lost if this page is closed or loaded again. Save soon.');
  }

  /** Chooses a row, whose form is shown. @param {{table: string, key: string, column?: string} | null} row */
  choose(row) {
    this.chosen = row && { table: row.table, key: row.key };
    if (row) this.tab = row.table;
    this.wanted = row?.column ?? null;
    this.tell('chosen');
  }

  checkSoon() {
    clearTimeout(this.rest);
    this.asking?.abort();
    this.isChecking = true;
    this.rest = setTimeout(() => this.check(), REST);
  }

  async check() {
    const { edits } = this;
    if (this.meeting || this.isBusy) return;
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      const { problems, accepted, rejected } = await checkChanges(edits.version, edits.asked(), signal);
      if (signal.aborted || edits !== this.edits) return;
      Object.assign(this, { problems, counts: { accepted, rejected }, isChecking: false });
      this.tell('problems');
    } catch (error) {
      if (signal.aborted || edits !== this.edits) return;
      this.isChecking = false;
      if (hasChangedSince(error)) await this.load().catch((problem) => this.say('', problem.message));
      else this.say('', error.message);
    }
  }

  /** @returns {object[]} what is wrong with a row, or with one of its cells; the same object until the tables are checked again */
  problemsAt(table, key, column) {
    if (this.indexed !== this.problems) this.indexProblems();
    const own = this.byRow.get(`${table} ${key}`) ?? NONE;
    return column === undefined ? own : own.filter((one) => one.column === column);
  }

  indexProblems() {
    this.indexed = this.problems;
    this.byRow = new Map();
    for (const one of this.problems) {
      const name = `${one.table} ${one.key}`;
      this.byRow.set(name, [...(this.byRow.get(name) ?? []), one]);
    }
  }

  /** The case is another by now: what was changed here stays what it is until the reader has seen the difference. */
  meet(tables, kept, base) {
    if (!this.edits) {
      this.edits = new Edits(base);
      this.edits.takeUp(kept);
    }
    this.meeting = { tables, base };
    this.counts ??= { accepted: tables.accepted, rejected: tables.rejected };
    this.isChecking = false;
    this.tell('tables');
  }

  /** @returns {object} what the other has done and where it meets our changes, as `difference` says */
  found() {
    const { base, tables } = this.meeting;
    return { ...difference(base, tables, this.edits.asked()), tables };
  }

  /** Goes on upon what the other has saved, unless that is another by now: then the reader is asked again. @param {object} found @param {('mine' | 'theirs')[]} settled one for each collision */
  settle(found, settled) {
    const { tables } = found;
    if (tables !== this.meeting?.tables) {
      this.tell('met');
      return;
    }
    const [chosenId, table] = [this.idOf(this.chosen), this.chosen?.table];
    const edits = new Edits(tables);
    for (const change of rebased(found, settled)) edits.apply([change]);
    Object.assign(this, { edits, meeting: null, problems: tables.problems });
    this.chosen = chosenId ? this.rowWithId(table, found.renamed[table].get(chosenId) ?? chosenId) : null;
    this.keep();
    this.say(gettext('What the other saved is here, and so is what you changed. Save when you are ready.'));
    this.tell('tables');
    this.checkSoon();
  }

  /** @param {{reason: string, isCorrection: boolean}} why claims are corrected @returns {Promise<boolean>} whether all is saved */
  async save(why) {
    const { edits } = this;
    if (this.meeting) this.tell('met');
    if (this.isBusy || this.meeting || !edits.count) return false;
    return this.busily(gettext('Saving…'), async () => {
      const asked = edits.asked();
      await saveChanges(edits.version, asked, why);
      await this.after(asked);
      this.say(ngettext('Saved: {count} row. The versions before are kept.', 'Saved: {count} rows. The versions before are kept.', asked.length));
    });
  }

  /** @param {string} id of an earlier version */
  restore(id) {
    return this.busily(gettext('Bringing it back…'), async () => {
      await restoreVersion(this.edits.version, id);
      await this.after([]);
      this.say(gettext('The earlier version is back. What it replaced is kept, too.'));
    });
  }

  /** Reads what is saved; what was changed while it was on its way stays changed. @param {object[]} asked what was saved */
  async after(asked) {
    const [tables, state] = [await readTables(), await editState()];
    this.tell('leaving');
    const [chosenId, chosenTable] = [this.idOf(this.chosen), this.chosen?.table];
    const { base, later } = savedAndLater(this.edits, asked);
    const found = difference(base, tables, later);
    const parts = rebased(found, found.collisions.map(() => 'mine'));
    this.state = state;
    this.take(tables);
    for (const part of parts) this.edits.apply([part]);
    if (chosenId) this.chosen ??= this.rowWithId(chosenTable, found.renamed[chosenTable].get(chosenId) ?? chosenId);
    if (parts.length) this.changed();
    this.tell('saved');
  }

  async busily(words, act) {
    clearTimeout(this.rest);
    this.asking?.abort();
    Object.assign(this, { isBusy: true, isChecking: false });
    this.say(words);
    try {
      await act();
      return true;
    } catch (error) {
      await this.refused(error);
      return false;
    } finally {
      this.isBusy = false;
      if (this.isChecking) this.checkSoon(); // changed meanwhile
      this.tell('said');
    }
  }

  async refused(error) {
    const problems = problemsOf(error);
    if (problems) {
      this.problems = problems;
      this.say('', gettext('Nothing was saved: rows would be left out that were taken before. See the problems.'));
      this.tell('problems');
      return;
    }
    this.say('', hasChangedSince(error) ? '' : error.message);
    if (!hasChangedSince(error)) return;
    const isMet = await this.load().catch((problem) => this.say('', problem.message));
    if (isMet) this.tell('met');
  }
}

let desk = null;

/** @returns {Desk} the page's one desk */
export const editingDesk = () => (desk ??= new Desk());
