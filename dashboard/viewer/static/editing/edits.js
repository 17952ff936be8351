/**
 * Changes to a case's tables that are not saved yet: the tables as the server gave them, what is changed of them, and
 * the way back, step by step. Pure: neither page nor server.
 */

export const TABLES = ['events', 'claims', 'sources', 'places'];

const MOST_STEPS = 300; // that can be undone
const NEW = 'new-';
const UNTOUCHED = [];

const nameOf = (table, key) => `${table} ${key}`;
const isNewKey = (key) => key.startsWith(NEW);
const asLoaded = ({ key, line, cells }) => ({ key, line, cells, state: 'as loaded', changed: UNTOUCHED });
const isEmpty = (cells) => Object.keys(cells).length === 0;

/** @typedef {{table: string, key: string, cells: Record<string, string> | null}} Change as the server takes it: null takes the row out */
/** @typedef {{key: string, line: number | null, cells: Record<string, string>, state: 'as loaded' | 'changed' | 'new' | 'removed', changed: string[]}} Row */

export class Edits {
  /** @param {{version: string, tables: Record<string, {id: string, columns: object[], rows: object[]}>}} loaded as the server gives the tables */
  constructor(loaded) {
    this.loaded = loaded;
    this.changes = new Map();
    this.done = [];
    this.undone = [];
    this.revision = 0;
    this.drawn = new Map();
    this.base = Object.fromEntries(TABLES.map((table) => [table, new Map(loaded.tables[table].rows.map((row) => [row.key, asLoaded(row)]))]));
  }

  get version() {
    return this.loaded.version;
  }

  /** @returns {number} how many rows are changed, new or taken out */
  get count() {
    return this.changes.size;
  }

  /** @param {string} table @returns {Row[]} as they are now: new ones first, then those of the file, also what is taken out */
  rows(table) {
    const kept = this.drawn.get(table);
    if (kept?.revision === this.revision) return kept.rows;
    const added = this.asked().filter((change) => change.table === table && isNewKey(change.key)).reverse()
      .map(({ key, cells }) => ({ key, line: null, cells, state: 'new', changed: UNTOUCHED }));
    const rows = [...added, ...[...this.base[table].values()].map((row) => this.merged(table, row))];
    this.drawn.set(table, { revision: this.revision, rows });
    return rows;
  }

  /** @returns {Row[]} those that are there once all is saved */
  standing(table) {
    return this.rows(table).filter(({ state }) => state !== 'removed');
  }

  /** @returns {Row | null} */
  row(table, key) {
    const found = this.base[table].get(key);
    if (found) return this.merged(table, found);
    const cells = this.changes.get(nameOf(table, key))?.cells;
    return cells ? { key, line: null, cells, state: 'new', changed: UNTOUCHED } : null;
  }

  /** What is not changed stays the same object, so that it need not be drawn anew. */
  merged(table, row) {
    const { key, line, cells } = row;
    const change = this.changes.get(nameOf(table, key));
    if (!change) return row;
    if (change.cells === null) return { key, line, cells, state: 'removed', changed: UNTOUCHED };
    return { key, line, cells: { ...cells, ...change.cells }, state: 'changed', changed: Object.keys(change.cells) };
  }

  setCell(table, key, column, value) {
    return this.apply([{ table, key, cells: { [column]: value } }]);
  }

  /** @returns {string} the new row's key */
  addRow(table, cells) {
    const key = this.freeKey();
    this.apply([{ table, key, cells }]);
    return key;
  }

  removeRow(table, key) {
    return this.apply([{ table, key, cells: null }]);
  }

  /** Has a row be as it was loaded; a new one goes. */
  bringBack(table, key) {
    return this.apply([{ table, key, cells: undefined }]);
  }

  /** @returns {string} a key that no new row has, also none that can come back by redoing */
  freeKey(ahead = 0) {
    const used = [...this.done, ...this.undone].flatMap(({ parts }) => parts.map(({ key }) => key)).concat([...this.changes.values()].map(({ key }) => key));
    const numbers = used.filter(isNewKey).map((key) => Number(key.slice(NEW.length)));
    return `${NEW}${Math.max(0, ...numbers) + 1 + ahead}`;
  }

  /**
   * One step, undone as one.
   * @param {{table: string, key: string, cells: Record<string, string> | null | undefined}[]} parts cells over those of now; null
   *   takes the row out, undefined has it as loaded
   * @returns {boolean} whether anything changed
   */
  apply(parts) {
    const step = [];
    for (const { table, key, cells } of parts) {
      const name = nameOf(table, key);
      const before = this.changes.get(name) ?? null;
      const after = this.after(table, key, before, cells);
      if (JSON.stringify(before) === JSON.stringify(after)) continue;
      step.push({ table, key, before, after });
      this.put(name, after);
    }
    if (step.length === 0) return false;
    this.done.push({ parts: step });
    if (this.done.length > MOST_STEPS) this.done.shift();
    this.undone = [];
    this.revision += 1;
    return true;
  }

  after(table, key, before, cells) {
    if (cells === undefined || (cells === null && isNewKey(key))) return null;
    if (cells === null) return { table, key, cells: null };
    const now = { ...before?.cells, ...cells };
    if (isNewKey(key)) return { table, key, cells: now };
    const was = this.base[table].get(key).cells;
    const differing = Object.fromEntries(Object.entries(now).filter(([column, value]) => value !== (was[column] ?? '')));
    return isEmpty(differing) ? null : { table, key, cells: differing };
  }

  put(name, change) {
    if (change) this.changes.set(name, change);
    else this.changes.delete(name);
  }

  /** @returns {{table: string, key: string} | null} the row that the step was about first */
  undo() {
    return this.back(this.done, this.undone, 'before');
  }

  /** @returns {{table: string, key: string} | null} */
  redo() {
    return this.back(this.undone, this.done, 'after');
  }

  back(from, to, side) {
    const step = from.pop();
    if (!step) return null;
    const parts = side === 'before' ? [...step.parts].reverse() : step.parts;
    for (const part of parts) this.put(nameOf(part.table, part.key), part[side]);
    to.push(step);
    this.revision += 1;
    return { table: step.parts[0].table, key: step.parts[0].key };
  }

  /** @returns {Change[]} what the server is to check or save */
  asked() {
    return [...this.changes.values()];
  }

  /** @returns {Change[]} of claims that were there before: corrections, where readers have seen them */
  corrections() {
    return this.asked().filter(({ table, key }) => table === 'claims' && !isNewKey(key));
  }

  /** @returns {object} what a browser keeps of it; with the rows as they were loaded, to compare them with newer ones */
  keptAs() {
    const names = new Set(this.changes.keys());
    const bases = [...this.changes.values()].map(({ table, key }) => [table, this.base[table].get(key)]).filter(([, row]) => row);
    return {
      version: this.version, changes: this.asked(), done: this.done, undone: this.undone,
      bases: names.size ? bases.map(([table, { key, cells }]) => ({ table, key, cells })) : [],
    };
  }

  /** Takes up what was kept of the same version. @param {object} kept as `keptAs` gave it */
  takeUp({ changes, done, undone }) {
    const holds = ({ table, key }) => isNewKey(key) || this.base[table]?.has(key);
    const whole = (step) => step.parts.every(holds);
    this.changes = new Map(changes.filter(holds).map((change) => [nameOf(change.table, change.key), change]));
    this.done = done.every(whole) ? done : [];
    this.undone = undone.every(whole) ? undone : [];
    this.revision += 1;
  }
}

/**
 * Tables of which only the rows are known that were changed: what was kept of an older version.
 * @param {object} kept as `keptAs` gave it
 * @param {{tables: object}} loaded of whichever version: its columns and ids hold for both
 */
export function tablesOfKept(kept, { tables }) {
  const rowsOf = (table) => kept.bases.filter((row) => row.table === table).map(({ key, cells }) => ({ key, line: null, cells }));
  return { version: kept.version, isPart: true, tables: Object.fromEntries(TABLES.map((table) => [table, { ...tables[table], rows: rowsOf(table) }])) };
}

/**
 * An id that no row has yet, also none that is taken out.
 * @param {Edits} edits
 * @param {string} table
 * @param {string} base what it is to begin with
 */
export function freeId(edits, table, base) {
  const { id } = edits.loaded.tables[table];
  return freeAmong(new Set(edits.rows(table).map(({ cells }) => cells[id])), base);
}

/** @param {Set<string>} used ids that are taken @param {string} base what the id is to begin with @returns {string} */
export function freeAmong(used, base) {
  if (!used.has(base)) return base;
  const stem = base.replace(/-\d{1,3}$/, '');
  for (let number = 2; ; number += 1) {
    if (!used.has(`${stem}-${number}`)) return `${stem}-${number}`;
  }
}
