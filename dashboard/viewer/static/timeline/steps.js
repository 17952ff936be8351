/**
 * Where Play goes from one moment, or one window of days, to the next. Pure. Every step is found from where
 * the reader is, so that nothing need be kept between two steps.
 */
import { monthOf, startOfMonth } from '../calendar.js';
import { endOfDay, momentOf, stopAt } from '../told.js';

export const STATEMENT = 'statement';

/** How Play shows days on the first clock. */
export const GROWING = 'growing';
export const ONE_UNIT = 'one-unit';
export const SAME_WIDTH = 'same-width';

/** More steps than this are too many to watch: Play takes the next coarser unit. */
export const MOST_STEPS = 400;

const WEEK = 7;
const A_MONDAY = 4; // 5 January 1970
const MONTHS = { month: 1, year: 12, decade: 120, century: 1200 };
const FINEST_FIRST = ['day', 'week', ...Object.keys(MONTHS)];

/** @returns {number} which of all days, weeks, months … a day lies in */
function unitOf(day, unit) {
  if (unit === 'day') return day;
  if (unit === 'week') return Math.floor((day - A_MONDAY) / WEEK);
  return Math.floor(monthOf(day) / MONTHS[unit]);
}

/** @returns {number} the first day of the unit that a day lies in, or of one some units later */
export function unitStart(day, unit, later = 0) {
  const number = unitOf(day, unit) + later;
  if (unit === 'day') return number;
  if (unit === 'week') return number * WEEK + A_MONDAY;
  return startOfMonth(day, number * MONTHS[unit] - monthOf(day));
}

/** @returns {number} the last day of the unit that a day lies in, or of one some units later */
export const unitEnd = (day, unit, later = 0) => unitStart(day, unit, later + 1) - 1;

/** @returns {number} how many steps of a unit the days from one to another are */
export const stepsBetween = (from, to, unit) => unitOf(to, unit) - unitOf(from, unit) + 1;

/**
 * The unit asked for, or the finest coarser one that takes no more than `MOST_STEPS`.
 * @param {number} from first day to go through; @param {number} to last
 * @param {string} unit
 */
export function fittingUnit(from, to, unit) {
  if (unit === STATEMENT) return unit;
  const units = FINEST_FIRST.slice(FINEST_FIRST.indexOf(unit));
  return units.find((one) => stepsBetween(from, to, one) <= MOST_STEPS) ?? units.at(-1);
}

/** The moment before anything was told, from which Play begins. */
export const firstMoment = (stops) => endOfDay(stops, stops[0].day - 1);

/**
 * The moment a step on or back; by statement, days on which nothing was told are passed over.
 * @param {Stop[]} stops at least one
 * @param {{day: number, order: number}} moment
 * @param {string} unit
 * @param {1 | -1} by
 * @returns {{day: number, order: number} | null} null at the end
 */
export function stepMoment(stops, moment, unit, by) {
  const [first, last] = [firstMoment(stops), stops.at(-1)];
  const at = stopAt(stops, moment);
  if (by > 0 && at === stops.length - 1) return null;
  if (by < 0 && at < 0) return null;
  if (unit === STATEMENT) return at + by < 0 ? first : momentOf(stops[at + by]);
  const isWithin = moment.order < endOfDay(stops, moment.day).order;
  const whole = isWithin ? moment.day - 1 : moment.day; // the last day that had gone by
  if (by > 0) return endOfDay(stops, Math.min(unitEnd(whole + 1, unit), last.day));
  return endOfDay(stops, Math.max(unitStart(isWithin ? moment.day : whole, unit) - 1, first.day));
}

/**
 * The window a step on or back.
 * @param {{from: number, to: number}} span all days of the case
 * @param {{from: number, to: number}} window
 * @param {{unit: string, days: string}} how `days`: growing from the window's first day on; one unit at a time;
 *   or as many days as the window has, moved along
 * @param {1 | -1} by
 * @returns {{from: number, to: number} | null} null at the end
 */
export function stepWindow(span, { from, to }, { unit, days }, by) {
  if (by > 0 ? to >= span.to : firstIsReached(span, { from, to }, { unit, days })) return null;
  if (days === GROWING) return growing(span, from, by > 0 ? unitEnd(to + 1, unit) : unitStart(to, unit) - 1);
  if (days === SAME_WIDTH && !isAll(span, { from, to })) return moved(span, { from, to }, unit, by);
  return oneUnit(span, by > 0 ? to + 1 : from - 1, unit);
}

/**
 * The first or last window of all steps.
 * @param {{from: number, to: number}} span @param {{from: number, to: number}} window
 * @param {{unit: string, days: string}} how as of `stepWindow`
 * @param {1 | -1} by 1: the last
 */
export function edgeWindow(span, { from, to }, { unit, days }, by) {
  if (days === GROWING) return growing(span, from, by > 0 ? span.to : unitEnd(from, unit));
  if (days === SAME_WIDTH && !isAll(span, { from, to })) return placed(span, by > 0 ? span.to : span.from, to - from);
  return oneUnit(span, by > 0 ? span.to : span.from, unit);
}

const isAll = (span, { from, to }) => from <= span.from && to >= span.to;

function firstIsReached(span, window, how) {
  const first = edgeWindow(span, window, how, -1);
  return how.days === GROWING ? window.to <= first.to : window.from <= first.from;
}

/** A window from a day on; it ends inside the case's days and holds its first day. */
function growing(span, from, to) {
  return { from, to: Math.min(Math.max(to, from), span.to) };
}

function oneUnit(span, day, unit) {
  return { from: Math.max(unitStart(day, unit), span.from), to: Math.min(unitEnd(day, unit), span.to) };
}

function moved(span, { from, to }, unit, by) {
  const days = unitStart(from, unit, by) - unitStart(from, unit);
  return placed(span, from + days, to - from);
}

function placed(span, from, length) {
  const first = Math.min(Math.max(from, span.from), span.to - length);
  return { from: first, to: first + length };
}
