/**
 * What was told between two moments, event by event. Pure; nothing told later than the later moment is in it.
 */
import { stepAt } from '../told.js';

/** @returns {number | null} an event's standing as it may be read by an order, null where it is not told */
function standingAt(data, event, order, covers) {
  const step = stepAt(event, order);
  if (step < 0 || event.history[step][1] === data.notYetTold) return null;
  return covers(event, order) ? data.covered : event.history[step][1];
}

const nothing = () => false;

/**
 * How many events had been told by an order, and with which standings.
 * @param {import('../case_data.js').CaseData} data
 * @param {number} order of the last claim told
 * @param {(event: object, order: number) => boolean} [covers] whether a lesson covers a standing
 * @returns {{told: number, standings: {standing: number, count: number}[]}} the weightiest standing first
 */
export function toldBy(data, order, covers = nothing) {
  const counts = data.standings.map((_, standing) => ({ standing, count: 0 }));
  for (const event of data.events) {
    const standing = standingAt(data, event, order, covers);
    if (standing !== null) counts[standing].count += 1;
  }
  const standings = counts.filter(({ count }) => count > 0);
  return { told: standings.reduce((sum, { count }) => sum + count, 0), standings };
}

/**
 * What changed from one moment to a later one; each list in the order told.
 * @param {import('../case_data.js').CaseData} data
 * @param {number} before order of the last claim told by the earlier moment
 * @param {number} after the same of the later one
 * @param {(event: object, order: number) => boolean} [covers] whether a lesson covers a standing: then neither its
 *   words are told nor that it changed
 * @returns {{newly: object[], changed: object[], placed: object[], more: object[]}} `newly` told events with their
 *   standing; events whose standing `changed`; new places (`placed`) of events told before; events of which
 *   `more` was said without either. Each has its event, `at` (the order of the claim that did it) and `words`, empty
 *   where the standing is covered.
 */
export function changesBetween(data, before, after, covers = nothing) {
  const changes = { newly: [], changed: [], placed: [], more: [] };
  for (const event of data.events) {
    const [from, to] = [before, after].map((order) => standingAt(data, event, order, covers));
    if (to === null) continue;
    const isCovered = to === data.covered || from === data.covered;
    const claims = data.claimsOf[event.index].filter(({ order }) => order > before && order <= after);
    const words = isCovered ? '' : event.history_words[stepAt(event, after)][0];
    const step = { event, from, to, at: turn(event, after), words };
    const places = from === null ? [] : newPlaces(event, to, claims);
    changes.placed.push(...places);
    if (from === null) changes.newly.push(step);
    else if (from !== to && !isCovered) changes.changed.push(step);
    else if (places.length === 0 && claims.length) changes.more.push(moreSaid(event, to, claims));
  }
  for (const list of Object.values(changes)) list.sort((one, other) => one.at - other.at);
  return changes;
}

/** The order from which the standing held that a told event had by an order. */
function turn(event, order) {
  let step = stepAt(event, order);
  while (step > 0 && event.history[step - 1][1] === event.history[step][1]) step -= 1;
  return event.history[step][0];
}

function newPlaces(event, to, claims) {
  return event.places.flatMap((place, slot) => {
    const claim = claims.find(({ order }) => order === event.place_since[slot]);
    return claim ? [{ event, to, place, at: claim.order, words: claim.sentence }] : [];
  });
}

function moreSaid(event, to, claims) {
  const newest = claims.at(-1);
  return { event, to, at: newest.order, count: claims.length, words: newest.sentence };
}
