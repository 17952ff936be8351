/**
 * Two rows that are one event, and one row that is two: what has to change in the tables. Pure.
 */
import { freeId } from './edits.js';

const PLACE = ['place_id', 'latitude', 'longitude', 'coordinate_uncertainty_m', 'geo_precision'];
const PLACED = ['place_id', 'latitude', 'longitude'];

const isPlaced = (cells) => PLACED.some((column) => cells[column]);
const claimsOf = (edits, id) => edits.standing('claims').filter(({ cells }) => id && cells.event_id === id);

/** Empty cells of `into` from `from`; what says where it is goes together, or not at all. */
function filling(from, into, columns) {
  const cells = {};
  for (const { name } of columns) {
    const isTaken = PLACE.includes(name) ? isPlaced(into) : Boolean(into[name]);
    if (!isTaken && from[name]) cells[name] = from[name];
  }
  return cells;
}

/**
 * @param {import('./edits.js').Edits} edits
 * @param {string} from key of the event that goes
 * @param {string} into key of the one that stays
 * @returns {{filled: string[], lost: {column: string, from: string, into: string}[], claims: number, placeClaim: object | null}}
 *   which empty cells are filled; where both say something, so that the second's stays; how many claims move; the claim
 *   that would keep the first's place, where the two have different ones
 */
export function mergePlan(edits, from, into) {
  const [gone, stays] = [edits.row('events', from).cells, edits.row('events', into).cells];
  const { columns, id } = edits.loaded.tables.events;
  const filled = Object.keys(filling(gone, stays, columns));
  const differs = ({ name }) => name !== id && gone[name] && gone[name] !== stays[name] && !filled.includes(name);
  const lost = columns.filter(differs).map(({ name }) => ({ column: name, from: gone[name], into: stays[name] ?? '' }));
  return { filled, lost, claims: claimsOf(edits, gone.event_id).length, placeClaim: placeClaim(edits, gone, stays) };
}

/** Who told of the first event said that it was there: a claim of their own, unless they have made it. */
function placeClaim(edits, gone, stays) {
  if (!gone.place_id || !isPlaced(stays) || gone.place_id === stays.place_id) return null;
  const claims = claimsOf(edits, gone.event_id).map(({ cells }) => cells);
  if (claims.some(({ field, value }) => field === 'place' && value === gone.place_id)) return null;
  const teller = claims.find(({ stance, field }) => ['reports', 'confirms', 'recalls', 'infers'].includes(stance) && (field || 'occurrence') === 'occurrence');
  if (!teller) return null;
  return { ...teller, claim_id: freeId(edits, 'claims', `${teller.claim_id}-place`), event_id: stays.event_id, field: 'place', value: gone.place_id };
}

/**
 * One step that merges two events: the claims of the first become the second's, whose empty cells are filled.
 * @returns {{table: string, key: string, cells: object | null}[]} for `Edits.apply`
 */
export function mergeParts(edits, from, into, keepsPlace) {
  const [gone, stays] = [edits.row('events', from).cells, edits.row('events', into).cells];
  const parts = claimsOf(edits, gone.event_id).map(({ key }) => ({ table: 'claims', key, cells: { event_id: stays.event_id } }));
  const claim = keepsPlace ? placeClaim(edits, gone, stays) : null;
  if (claim) parts.push({ table: 'claims', key: edits.freeKey(), cells: claim });
  const cells = filling(gone, stays, edits.loaded.tables.events.columns);
  return [{ table: 'events', key: into, cells }, ...parts, { table: 'events', key: from, cells: null }];
}

/**
 * One step that moves claims of an event to a new one, copied from it, or to another that is there.
 * @param {import('./edits.js').Edits} edits
 * @param {string} event key
 * @param {string[]} claims keys of those that move
 * @param {string | null} to key of the event that they move to; null for a new one
 * @returns {{parts: object[], key: string}} for `Edits.apply`; the key of the event that has them then
 */
export function splitParts(edits, event, claims, to = null) {
  const { cells } = edits.row('events', event);
  const key = to ?? edits.freeKey();
  const id = to ? edits.row('events', to).cells.event_id : freeId(edits, 'events', cells.event_id);
  const copied = Object.fromEntries(Object.entries({ ...cells, event_id: id }).filter(([, value]) => value));
  const moved = claims.map((claim) => ({ table: 'claims', key: claim, cells: { event_id: id } }));
  return { key, parts: [...(to ? [] : [{ table: 'events', key, cells: copied }]), ...moved] };
}
