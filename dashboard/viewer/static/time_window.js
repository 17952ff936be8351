/**
 * Which events a window of days shows. Pure: the map, the timeline and the panel share it.
 */

/** Stands for "no date" in columns of days. */
export const NO_DATE = -2147483648;

/**
 * Marks in `shown` (1 or 0) the events whose days overlap the window. An event without a date
 * is shown only while the window is the whole range.
 * @param {{earliest: Int32Array, latest: Int32Array}} data
 * @param {{from: number, to: number}} window
 * @param {boolean} whole
 * @param {Uint8Array} shown is written
 * @returns {number} how many are shown
 */
export function markShown(data, { from, to }, whole, shown) {
  const { earliest, latest } = data;
  let count = 0;
  for (let index = 0; index < shown.length; index += 1) {
    const dated = earliest[index] !== NO_DATE;
    const visible = dated ? earliest[index] <= to && latest[index] >= from : whole;
    shown[index] = visible ? 1 : 0;
    count += shown[index];
  }
  return count;
}

/** @returns {boolean} whether the window covers all days of the case */
export function isWhole(span, { from, to }) {
  return from <= span.from && to >= span.to;
}

/** The window kept inside the case's days, its ends in order and whole days. */
export function settle(span, from, to) {
  const inside = (day, fallback) =>
    Number.isFinite(day) ? Math.min(Math.max(Math.round(day), span.from), span.to) : fallback;
  const first = inside(from, span.from);
  const last = inside(to, span.to);
  return first <= last ? { from: first, to: last } : { from: last, to: first };
}
