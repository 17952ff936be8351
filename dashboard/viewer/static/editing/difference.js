/**
 * Two people with one case: what another has saved since, what of it meets what is changed here, and these changes as
 * changes of the newer tables. Pure.
 *
 * Rows are the same where they share an id; where ids are empty or shared, where their cells are the same. So are rows
 * that both have added under one id: where their cells differ, ours gets an id of its own.
 */
import { freeAmong, TABLES } from './edits.js';
import { keyOf } from './table_words.js';

const filledCells = (cells) => JSON.stringify(Object.entries(cells).filter(([, value]) => value !== '').sort());

/** Ids that name one row. @returns {Map<string, object>} */
function byId({ id, rows }) {
  const counts = new Map();
  for (const { cells } of rows) counts.set(cells[id], (counts.get(cells[id]) ?? 0) + 1);
  return new Map(rows.filter(({ cells }) => cells[id] && counts.get(cells[id]) === 1).map((row) => [row.cells[id], row]));
}

/** @returns {Map<string, object>} keys of base rows → the same rows of theirs */
function matched(base, theirs) {
  const [baseIds, theirIds] = [byId(base), byId(theirs)];
  const pairs = new Map();
  const taken = new Set();
  const pair = (row, found) => {
    pairs.set(row.key, found);
    taken.add(found.key);
  };
  for (const [id, row] of baseIds) if (theirIds.has(id)) pair(row, theirIds.get(id));
  const left = new Map();
  for (const row of theirs.rows.filter(({ key }) => !taken.has(key))) {
    const cells = filledCells(row.cells);
    left.set(cells, [...(left.get(cells) ?? []), row]);
  }
  for (const row of base.rows.filter(({ key }) => !pairs.has(key))) {
    const found = left.get(filledCells(row.cells))?.shift();
    if (found) pair(row, found);
  }
  return pairs;
}

function differing(before, after) {
  const columns = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return columns.filter((column) => (before[column] ?? '') !== (after[column] ?? ''))
    .map((column) => ({ column, before: before[column] ?? '', after: after[column] ?? '' }));
}

/** What they did, table by table. Of a part of the base alone nobody can tell what is new. */
function theirChanges(table, base, theirs, pairs, isPart) {
  const matchedKeys = new Set([...pairs.values()].map(({ key }) => key));
  const changed = base.rows.filter(({ key }) => pairs.has(key)).map((row) => {
    const now = pairs.get(row.key);
    return { table, kind: 'changed', key: now.key, cells: now.cells, columns: differing(row.cells, now.cells) };
  }).filter(({ columns }) => columns.length);
  const removed = base.rows.filter(({ key }) => !pairs.has(key)).map(({ cells }) => ({ table, kind: 'removed', key: null, cells, columns: [] }));
  const added = isPart ? [] : theirs.rows.filter(({ key }) => !matchedKeys.has(key)).map(({ key, cells }) => ({ table, kind: 'added', key, cells, columns: [] }));
  return [...changed, ...added, ...removed];
}

/** One change of ours against the newer tables. */
function against({ table, key, cells }, base, theirs, pairs, theirIds) {
  if (key.startsWith('new-')) return againstNew({ table, key, cells }, theirs, theirIds);
  const was = base.rows.find((row) => row.key === key);
  if (!was) return { table, key: null, cells, collisions: [] };
  const now = pairs.get(key);
  const id = was.cells[theirs.id];
  if (!now) {
    const collisions = cells === null ? [] : [{ table, kind: 'they removed', id, column: null, cells: { ...was.cells, ...cells }, base: '', mine: '', theirs: '' }];
    return { table, key: null, cells: cells && { ...was.cells, ...cells }, isAgain: true, collisions };
  }
  const theyChanged = differing(was.cells, now.cells);
  if (cells === null) {
    const collisions = theyChanged.length ? [{ table, kind: 'I removed', id, column: null, cells: now.cells, columns: theyChanged, base: '', mine: '', theirs: '' }] : [];
    return { table, key: now.key, cells: null, collisions };
  }
  const collisions = theyChanged.filter(({ column, after }) => column in cells && cells[column] !== after)
    .map(({ column, before, after }) => ({ table, kind: 'cell', id, column, cells: now.cells, base: before, mine: cells[column], theirs: after }));
  return { table, key: now.key, cells, was: now.cells, collisions };
}

/** A row that is new here: they may have added one with its id. */
function againstNew({ table, key, cells }, { id }, theirIds) {
  const now = theirIds.get(cells[id]);
  if (!now) return { table, key, cells, collisions: [] };
  const columns = differing(now.cells, cells).filter(({ column, after }) => after !== '' || column in cells);
  const collisions = columns.map(({ column, before, after }) => ({ table, kind: 'cell', id: cells[id], column, cells: now.cells, base: '', mine: after, theirs: before }));
  return { table, key: now.key, cells, was: now.cells, collisions };
}

/**
 * What was changed while a save was on its way: upon the tables with all that was saved, so that none of it is lost,
 * also where a cell is back at what it was.
 * @param {import('./edits.js').Edits} edits as they are now
 * @param {object[]} asked what `Edits.asked` gave when it was saved
 * @returns {{base: {tables: object}, later: object[]}} for `difference`
 */
export function savedAndLater(edits, asked) {
  const nameOf = ({ table, key }) => `${table} ${key}`;
  const [then, now] = [asked, edits.asked()].map((changes) => new Map(changes.map((change) => [nameOf(change), change])));
  const savedKey = (key) => (key.startsWith('new-') ? `saved-${key}` : key);
  const cellsBy = (changes, { table, key }) => {
    const change = changes.get(nameOf({ table, key }));
    const was = edits.base[table].get(key)?.cells ?? null;
    return change ? change.cells && { ...was, ...change.cells } : was;
  };
  const tables = Object.fromEntries(TABLES.map((table) => {
    const loaded = edits.loaded.tables[table];
    const keys = [...loaded.rows, ...asked.filter((one) => one.table === table && one.key.startsWith('new-'))].map(({ key }) => key);
    const rows = keys.map((key) => ({ key: savedKey(key), line: null, cells: cellsBy(then, { table, key }) }));
    return [table, { ...loaded, rows: rows.filter(({ cells }) => cells) }];
  }));
  let again = 0;
  const later = [...new Map([...then, ...now]).values()].map(({ table, key }) => {
    const [saved, wanted] = [then, now].map((changes) => cellsBy(changes, { table, key }));
    if (!saved) return wanted && { table, key: key.startsWith('new-') ? key : edits.freeKey(again++), cells: wanted };
    if (!wanted) return { table, key: savedKey(key), cells: null };
    const columns = differing(saved, wanted);
    return columns.length > 0 && { table, key: savedKey(key), cells: Object.fromEntries(columns.map(({ column, after }) => [column, after])) };
  });
  return { base: { tables }, later: later.filter(Boolean) };
}

const REFERRED_FIRST = ['sources', 'places', 'events', 'claims'];

/** @returns {string | null} the table whose row a cell names by its id */
function tableNamed(table, column, cells) {
  if (table === 'sources' && column === 'original_source') return 'sources';
  if (table === 'claims' && column === 'value') return cells.field === 'place' ? 'places' : null;
  return keyOf(table, column);
}

/**
 * Gives rows of ours a free id where theirs has another row with it that the base has not, and has our changes name it so.
 * @returns {{changes: object[], renamed: Record<string, Map<string, string>>}} `renamed`: by table, old ids → new
 */
function withOwnIds(base, theirs, changes) {
  const renamed = Object.fromEntries(TABLES.map((table) => [table, new Map()]));
  const naming = ({ table, key, cells }) => {
    if (cells === null) return { table, key, cells };
    const whole = { ...base.tables[table].rows.find((row) => row.key === key)?.cells, ...cells };
    const own = Object.entries(cells).map(([column, value]) => [column, renamed[tableNamed(table, column, whole)]?.get(value) ?? value]);
    return { table, key, cells: Object.fromEntries(own) };
  };
  for (const table of REFERRED_FIRST) {
    const { id } = theirs.tables[table];
    const [before, now] = [base.tables[table], theirs.tables[table]].map(({ rows }) => new Map(rows.map(({ cells }) => [cells[id], cells])));
    const own = changes.filter((one) => one.table === table && one.key.startsWith('new-') && one.cells[id]);
    const used = new Set([...before.keys(), ...now.keys(), ...own.map(({ cells }) => cells[id])]);
    for (const { cells } of own.map(naming)) {
      const other = now.get(cells[id]);
      if (!other || before.has(cells[id]) || differing(other, cells).length === 0) continue;
      const free = freeAmong(used, cells[id]);
      renamed[table].set(cells[id], free);
      used.add(free);
    }
  }
  const ownId = (change) => {
    const { table, key, cells } = naming(change);
    const { id } = theirs.tables[table];
    const free = key.startsWith('new-') && renamed[table].get(cells[id]);
    return free ? { table, key, cells: { ...cells, [id]: free } } : { table, key, cells };
  };
  return { changes: changes.map(ownId), renamed };
}

/**
 * @param {{tables: object, isPart?: boolean}} base the tables from which the changes were made
 * @param {{tables: object}} theirs the newer ones
 * @param {object[]} changes as `Edits.asked` gives them
 * @returns {{theirs: object[], collisions: object[], mine: object[], renamed: Record<string, Map<string, string>>}} what they
 *   did; where it meets ours, each to be settled; our changes, for `rebased`; by table, ids of new rows of ours → the ids that they get
 */
export function difference(base, theirs, changes) {
  const { changes: own, renamed } = withOwnIds(base, theirs, changes);
  const found = { theirs: [], collisions: [], mine: [], renamed };
  for (const table of TABLES) {
    const [before, now] = [base.tables[table], theirs.tables[table]];
    const pairs = matched(before, now);
    const theirIds = byId(now);
    found.theirs.push(...theirChanges(table, before, now, pairs, base.isPart));
    for (const change of own.filter((one) => one.table === table)) found.mine.push(against(change, before, now, pairs, theirIds));
  }
  found.collisions = found.mine.flatMap(({ collisions }) => collisions);
  return found;
}

/**
 * @param {object} found as `difference` gave it
 * @param {('mine' | 'theirs')[]} settled one for each of its collisions
 * @returns {{table: string, key: string, cells: Record<string, string> | null}[]} what is left of our changes, upon the newer tables
 */
export function rebased({ mine, collisions }, settled) {
  const choice = new Map(collisions.map((collision, index) => [collision, settled[index]]));
  const used = mine.map(({ key }) => key).filter((key) => key?.startsWith('new-')).map((key) => Number(key.slice(4)));
  let free = Math.max(0, ...used) + 1;
  const changes = mine.map((change) => {
    const whole = change.collisions.find(({ column }) => column === null);
    if (whole && choice.get(whole) === 'theirs') return null;
    if (change.isAgain) return change.cells && { table: change.table, key: `new-${free++}`, cells: change.cells };
    if (change.key === null) return null;
    if (change.cells === null || !change.was) return { table: change.table, key: change.key, cells: change.cells };
    const given = new Set(change.collisions.filter((one) => choice.get(one) === 'theirs').map(({ column }) => column));
    const cells = Object.entries(change.cells).filter(([column, value]) => !given.has(column) && value !== (change.was[column] ?? ''));
    return cells.length ? { table: change.table, key: change.key, cells: Object.fromEntries(cells) } : null;
  });
  return changes.filter(Boolean);
}
