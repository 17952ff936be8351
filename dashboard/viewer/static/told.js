/**
 * The second clock: what had been told by a moment. Pure: the page and the map share it.
 */

import { dayWords, instantOf, isoOf } from './calendar.js';
import { gettext } from './words.js';

const MIDNIGHT = 86_400; // seconds; a claim without a printed time

/** Every statement told: for the first clock, which shows each standing as it is today. */
export const ALL_TOLD = 2 ** 31 - 2;

/** @returns {number} which step of an event's history holds by an order; -1 before the first */
export function stepAt(event, order) {
  let step = -1;
  while (step + 1 < event.history.length && event.history[step + 1][0] <= order) step += 1;
  return step;
}

/**
 * Marks in `shown` (1 or 0) the events told of by an order, and writes the standings they had then.
 * @param {import('./case_data.js').CaseData} data
 * @param {number} order of the last claim told
 * @param {Uint8Array} shown is written
 * @param {Uint8Array} standings is written, indices into the data's standings
 * @returns {number} how many are shown
 */
export function markTold(data, order, shown, standings) {
  const { histories: { starts, orders, names }, matchesSince } = data;
  let count = 0;
  for (let index = 0; index < shown.length; index += 1) {
    let step = starts[index];
    while (step < starts[index + 1] && orders[step] <= order) step += 1;
    const told = step > starts[index] && names[step - 1] !== data.notYetTold && matchesSince[index] <= order;
    shown[index] = told ? 1 : 0;
    if (told) standings[index] = names[step - 1];
    count += shown[index];
  }
  return count;
}

/**
 * The moments at which the case was told anything, in order, whatever filters leave out.
 * @param {{day: number[], second: number[], first: number[], order: number[], claim: string[]}} columns
 * @returns {Stop[]} each with its day and second, the orders of its first and last claim, the last one's id, its
 *   place in the day, and whether another of that day has the same printed time
 */
export function stopsOf(columns) {
  const stops = columns.day.map((day, stop) => ({
    stop, day, second: columns.second[stop], first: columns.first[stop], order: columns.order[stop], claim: columns.claim[stop],
  }));
  const ofDay = new Map();
  for (const stop of stops) {
    if (!ofDay.has(stop.day)) ofDay.set(stop.day, []);
    ofDay.get(stop.day).push(stop);
  }
  for (const own of ofDay.values()) {
    const times = own.map(({ second }) => hourWords(second));
    own.forEach((stop, index) => {
      const isShared = times.indexOf(times[index]) !== times.lastIndexOf(times[index]);
      Object.assign(stop, { index: index + 1, of: own.length, isShared });
    });
  }
  return stops;
}

/**
 * The days on which a large case was told anything, as its moments: a day's end each.
 * @param {{days: number[], claims: number[]}} told each day as days after the one before it; how many claims on each
 */
export function stopsOfDays({ days, claims }) {
  let [day, order] = [0, -1];
  const columns = { day: [], second: days.map(() => MIDNIGHT), first: [], order: [], claim: days.map(() => null) };
  days.forEach((later, index) => {
    day += later;
    columns.day.push(day);
    columns.first.push(order + 1);
    order += claims[index];
    columns.order.push(order);
  });
  return stopsOf(columns);
}

/** @returns {number} the index of the last stop told by a moment, -1 before the first */
export function stopAt(stops, { day, order }) {
  return stops.findLastIndex((stop) => stop.order <= order && stop.day <= day);
}

/** A printed time within a day as a moment: what has no time of its own counts from the day's end. */
export function momentAt(stops, day, second) {
  const last = stops.findLast((stop) => stop.day < day || (stop.day === day && stop.second <= second));
  return { day, order: last ? last.order : -1, second };
}

/**
 * The moment that an address names: a day (its end), an instant, a claim; else everything told.
 * @param {import('./case_data.js').CaseData} data
 * @param {string | null} asof
 */
export function momentAsked({ stops, toldOrders, about, isLarge }, asof) {
  const last = stops.at(-1);
  if (!last) return { day: 0, order: ALL_TOLD };
  const order = toldOrders.get(asof);
  if (order !== undefined) return momentOfOrder(stops, order);
  const { day, second } = instantOf(asof ?? '', about.timezone);
  if (Number.isNaN(day)) return momentOf(last);
  const within = Math.min(Math.max(day, stops[0].day - 1), last.day);
  return within === day && second !== null && !isLarge ? momentAt(stops, day, second) : endOfDay(stops, within);
}

/** The moment of one claim, which may lie within a stop. */
function momentOfOrder(stops, order) {
  const stop = stops.find((one) => order <= one.order);
  return stop ? { day: stop.day, order } : momentOf(stops.at(-1));
}

/** The end of a day as a moment. */
export function endOfDay(stops, day) {
  const last = stops.findLast((stop) => stop.day <= day);
  return { day, order: last ? last.order : -1 };
}

/** A moment in words: its day, with the printed time or the statement's place where more follows that day. */
export function momentWords(stops, moment) {
  const day = dayWords(moment.day);
  if (moment.second !== undefined) return gettext('{day}, {within}', { day, within: hourWords(moment.second) });
  const at = stopAt(stops, moment);
  const next = stops[at + 1];
  if (next && next.day === moment.day && next.first <= moment.order) return gettext('{day}, within {within}', { day, within: withinDayWords(next) });
  const stop = stops[at];
  if (!stop || stop.day !== moment.day || stop.index === stop.of) return day;
  return gettext('{day}, {within}', { day, within: withinDayWords(stop) });
}

/** A stop's place in its day in words: its printed time, its number, or both where others have that time, too. */
export function withinDayWords({ second, index, of, isShared }) {
  if (second >= MIDNIGHT) return gettext('{index} of {count} that day', { index, count: of });
  const hour = hourWords(second);
  return isShared ? gettext('{hour}, {index} of {count} that day', { hour, index, count: of }) : hour;
}

/** @param {number} second of the day */
export function hourWords(second) {
  const pad = (number) => String(number).padStart(2, '0');
  return `${pad(Math.floor(second / 3600))}:${pad(Math.floor(second / 60) % 60)}`;
}

/**
 * How an address names a moment: a day where it is the day's end, an instant, else the claim told last.
 * @param {import('./case_data.js').CaseData} data
 */
export function momentAddress({ stops, toldOrders }, moment) {
  if (moment.second !== undefined) return `${isoOf(moment.day)}T${hourWords(moment.second)}`;
  if (endOfDay(stops, moment.day).order === moment.order) return isoOf(moment.day);
  const claim = [...toldOrders].find(([, order]) => order === moment.order);
  return claim ? claim[0] : isoOf(moment.day);
}

/**
 * An event as it had been told by a moment: its standing and its words, its days, claims and places.
 * @param {import('./case_data.js').CaseData} data
 * @param {object} event told of by then
 * @param {{day: number, order: number}} moment its order is ALL_TOLD on the first clock
 * @param {boolean} [isCovered] whether its standing is not to be read
 */
export function asTold(data, event, moment, isCovered = false) {
  const read = readBy(data, event, moment);
  return isCovered ? { ...read, standing: data.covered, standing_words: [gettext('Standing covered: your view first.')] } : read;
}

function readBy(data, event, { day, order }) {
  const claims = data.claimsOf[event.index];
  const places = order === ALL_TOLD ? event.places : event.places.filter((_, index) => event.place_since[index] <= order);
  const place_words = data.placeWords(places);
  if (order === ALL_TOLD) return { ...event, claims, place_words };
  const step = stepAt(event, order);
  const early = earlyDays(event, order);
  const isCut = !early && event.latest !== null && event.latest > day && event.cut_words;
  return {
    ...event,
    ...early,
    claims: claims.filter((claim) => claim.order <= order),
    standing: event.history[step][1],
    standing_words: event.history_words[step],
    ...(isCut && { date_words: event.cut_words, latest: null }),
    date_basis: '', // it may rest on what was told later
    places,
    place_words,
  };
}

/**
 * The days of an event as they were told before a claim said more; null once all of them were told.
 * @returns {object | null} what of an event's days was another then
 */
export function earlyDays(event, order) {
  const step = event.early_days.find(([until]) => order < until);
  if (!step) return null;
  const [, earliest, latest, words] = step;
  const known = earliest ?? latest;
  return {
    date_words: words, earliest: known, latest: latest ?? known, padded_earliest: known, padded_latest: latest ?? known,
    core_start: null, core_end: null, open_start: earliest === null, open_end: latest === null,
  };
}

/** @returns {number} in how many sources a claim's statement had been carried by an order */
export function carriersOf(data, claim, order) {
  const copies = data.claimsOf[claim.event].filter((other) => other.statement === claim.statement && other.order <= order);
  return new Set(copies.map(({ source }) => source)).size;
}

/**
 * What of a source's texts may be read at an order without telling what it told later.
 * @returns {{whole: boolean, tells: (paragraph: number) => boolean}} `whole`: all that it tells had been told
 */
export function readableAt(source, order) {
  if (order >= source.whole_since) return { whole: true, tells: () => true };
  const told = new Set(source.paragraphs_since.filter(([, since]) => since <= order).map(([number]) => number));
  return { whole: false, tells: (paragraph) => told.has(paragraph) };
}

/** A stop as a moment. */
export const momentOf = ({ day, order }) => ({ day, order });
