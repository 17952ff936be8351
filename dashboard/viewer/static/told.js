/**
 * The second clock: what had been told by a moment. Pure: the page and the map share it.
 */

import { dayWords, instantOf } from './calendar.js';
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
  const { starts, orders, names } = data.histories;
  let count = 0;
  for (let index = 0; index < shown.length; index += 1) {
    let step = starts[index];
    while (step < starts[index + 1] && orders[step] <= order) step += 1;
    const told = step > starts[index] && names[step - 1] !== data.notYetTold;
    shown[index] = told ? 1 : 0;
    if (told) standings[index] = names[step - 1];
    count += shown[index];
  }
  return count;
}

/**
 * The moments at which something was told, in order.
 * @param {object[]} claims in the order told
 * @returns {Stop[]} each with its day, second, the order and id of its last claim, its place in the day
 */
export function stopsOf(claims) {
  const stops = [];
  for (const claim of claims) {
    if (claim.day === null) continue;
    const last = stops.at(-1);
    if (last && last.stop === claim.stop) Object.assign(last, { order: claim.order, claim: claim.id });
    else stops.push({ stop: claim.stop, day: claim.day, second: claim.second, order: claim.order, claim: claim.id });
  }
  const ofDay = new Map();
  for (const stop of stops) ofDay.set(stop.day, [...(ofDay.get(stop.day) ?? []), stop]);
  for (const own of ofDay.values()) own.forEach((stop, index) => Object.assign(stop, { index: index + 1, of: own.length }));
  return stops;
}

/** @returns {number} the index of the last stop told by a moment, -1 before the first */
export function stopAt(stops, { day, order }) {
  return stops.findLastIndex((stop) => stop.order <= order && stop.day <= day);
}

/** A printed time within a day as a moment: what has no time of its own counts from the day's end. */
export function momentAt(stops, day, second) {
  const last = stops.findLast((stop) => stop.day < day || (stop.day === day && stop.second <= second));
  return { day, order: last ? last.order : -1 };
}

/**
 * The moment that an address names: a day (its end), an instant, a claim; else everything told.
 * @param {import('./case_data.js').CaseData} data
 * @param {string | null} asof
 */
export function momentAsked({ stops, claims, about }, asof) {
  const last = stops.at(-1);
  if (!last) return { day: 0, order: ALL_TOLD };
  const claim = claims.find(({ id }) => id === asof);
  if (claim) return { day: claim.day, order: claim.order };
  const { day, second } = instantOf(asof ?? '', about.timezone);
  if (Number.isNaN(day)) return momentOf(last);
  const within = Math.min(Math.max(day, stops[0].day - 1), last.day);
  return within === day && second !== null ? momentAt(stops, day, second) : endOfDay(stops, within);
}

/** The end of a day as a moment. */
export function endOfDay(stops, day) {
  const last = stops.findLast((stop) => stop.day <= day);
  return { day, order: last ? last.order : -1 };
}

/** A moment in words: its day, with the printed time or the statement's place where more follows that day. */
export function momentWords(stops, moment) {
  const stop = stops[stopAt(stops, moment)];
  const words = dayWords(moment.day);
  if (!stop || stop.day !== moment.day || stop.index === stop.of) return words;
  return gettext('{day}, {within}', { day: words, within: withinDayWords(stop) });
}

/** A stop's place in its day in words: its printed time, or its number. */
export function withinDayWords({ second, index, of }) {
  if (second >= MIDNIGHT) return gettext('{index} of {count} that day', { index, count: of });
  const pad = (number) => String(number).padStart(2, '0');
  return `${pad(Math.floor(second / 3600))}:${pad(Math.floor(second / 60) % 60)}`;
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
  const isCut = event.latest !== null && event.latest > day && event.cut_words;
  return {
    ...event,
    claims: claims.filter((claim) => claim.order <= order),
    standing: event.history[step][1],
    standing_words: event.history_words[step],
    date_words: isCut ? event.cut_words : event.date_words,
    latest: isCut ? null : event.latest,
    date_basis: '', // it may rest on what was told later
    places,
    place_words,
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
