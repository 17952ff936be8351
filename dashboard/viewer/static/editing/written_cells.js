/**
 * What a person writes into a cell, as the cells that follow from it. Pure.
 */
import { TABLES } from './edits.js';
import { FIRST, keyOf } from './table_words.js';

const MARK = ['mark_longitude', 'mark_latitude'];

/** The id of the one row that is called so; where no row or several are, the words as they are. */
function idNamed(edits, other, words) {
  const { id } = edits.loaded.tables[other];
  const rows = edits.standing(other);
  if (rows.some(({ cells }) => cells[id] === words)) return words;
  const called = rows.filter(({ cells }) => cells[id] && cells[FIRST[other][0]]?.trim().toLowerCase() === words.trim().toLowerCase());
  return called.length === 1 ? called[0].cells[id] : words;
}

/** GeoJSON of a point, where a place has no outline that its mark would not be. */
function pointAt(before, cells) {
  const at = MARK.map((column) => ({ ...before, ...cells })[column]?.trim());
  if (!at.every((text) => text && Number.isFinite(Number(text)))) return {};
  const isPoint = !before.geometry || before.geometry.includes('"Point"');
  return isPoint ? { geometry: JSON.stringify({ type: 'Point', coordinates: at.map(Number) }) } : {};
}

/**
 * @param {import('./edits.js').Edits} edits
 * @param {string} table
 * @param {string} key
 * @param {Record<string, string>} cells what is written; another row's name stands for its id
 * @returns {object[]} for `Edits.apply`: a place's point follows its mark, and rows follow a new row whose id they name
 */
export function writtenParts(edits, table, key, cells) {
  const before = edits.row(table, key).cells;
  const own = Object.fromEntries(Object.entries(cells).map(([column, value]) => {
    const other = value && keyOf(table, column);
    return [column, other ? idNamed(edits, other, value) : value];
  }));
  if (table === 'places' && MARK.some((column) => column in own)) Object.assign(own, pointAt(before, own));
  const { id } = edits.loaded.tables[table];
  const isOwnId = key.startsWith('new-') && before[id] && id in own;
  const naming = isOwnId ? TABLES.filter((other) => keyOf(other, id) === table) : [];
  const following = naming.flatMap((other) => edits.standing(other).filter((row) => row.cells[id] === before[id])
    .map((row) => ({ table: other, key: row.key, cells: { [id]: own[id] } })));
  return [{ table, key, cells: own }, ...following];
}
