/**
 * Days as whole numbers since 1970-01-01, without a time zone: the case's own days.
 */
import { gettext } from './words.js';

const MILLISECONDS = 86_400_000;

/** As the server's words have them: what a browser calls a month differs from one to the next. */
const MONTHS = () => [
  gettext('Jan'), gettext('Feb'), gettext('Mar'), gettext('Apr'), gettext('May'), gettext('Jun'),
  gettext('Jul'), gettext('Aug'), gettext('Sep'), gettext('Oct'), gettext('Nov'), gettext('Dec'),
];

const utc = (day) => new Date(day * MILLISECONDS);

/** @param {string} iso a day as YYYY-MM-DD; @returns {number} NaN where it is no such day */
export function dayOf(iso) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso ?? '')) return NaN;
  const day = Date.parse(`${iso}T00:00:00Z`) / MILLISECONDS;
  return isoOf(day) === iso ? day : NaN;
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?(?:(Z)|[ +]?([+-]?\d{2}):?(\d{2}))?$/;

/**
 * A day or an instant as the case's own day and the second in it.
 * @param {string} text ISO 8601; in an address a plus may have become a space; without a zone, the case's
 * @param {string} timezone the case's, as IANA names it
 * @returns {{day: number, second: number | null}} `second` is null for a day as a whole, `day` NaN for neither
 */
export function instantOf(text, timezone) {
  const [, iso, hours, minutes, seconds = '0', utcZone, zoneHours, zoneMinutes] = INSTANT.exec(text) ?? [];
  if (!iso) return { day: dayOf(text), second: null };
  const second = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (!utcZone && zoneHours === undefined) return { day: dayOf(iso), second };
  const sign = zoneHours?.startsWith('-') ? -1 : 1;
  const offset = Number(zoneHours ?? 0) * 3600 + sign * Number(zoneMinutes ?? 0) * 60;
  return localInstant((dayOf(iso) * MILLISECONDS) / 1000 + second - offset, timezone);
}

function localInstant(epochSecond, timezone) {
  const date = new Date(epochSecond * 1000);
  if (Number.isNaN(date.getTime())) return { day: NaN, second: null };
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit',
    hour: '2-digit', minute: '2-digit', second: '2-digit',
  });
  const part = Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
  const day = dayOf(`${part.year}-${part.month}-${part.day}`);
  return { day, second: Number(part.hour) * 3600 + Number(part.minute) * 60 + Number(part.second) };
}

/** @param {number} day; @returns {string} YYYY-MM-DD */
export function isoOf(day) {
  const date = utc(day);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

/** @param {number} day; @returns {string} such as "17 Apr 2024" */
export function dayWords(day) {
  return gettext('{day} {month} {year}', partsOf(utc(day)));
}

const partsOf = (date) => ({ day: date.getUTCDate(), month: MONTHS()[date.getUTCMonth()], year: date.getUTCFullYear() });

/** @returns {string} such as "10 Nov 2020 – 12 Jun 2024", or the one day */
export function rangeWords(from, to) {
  return from === to ? dayWords(from) : gettext('{first} – {last}', { first: dayWords(from), last: dayWords(to) });
}

/** @returns {string} the months that two days lie in, such as "Apr – Jun 2024" */
export function monthsWords(from, to) {
  const [first, last] = [partsOf(utc(from)), partsOf(utc(to))];
  const monthOf = (parts) => gettext('{month} {year}', parts);
  if (first.year !== last.year) return gettext('{first} – {last}', { first: monthOf(first), last: monthOf(last) });
  if (first.month === last.month) return monthOf(first);
  return gettext('{first} – {last} {year}', { first: first.month, last: last.month, year: last.year });
}

/** @returns {number} the first day of a day's month, or of one some months later */
export function startOfMonth(day, later = 0) {
  const date = utc(day);
  date.setUTCDate(1); // in steps, as Date.UTC takes the first hundred years for 19xx
  date.setUTCMonth(date.getUTCMonth() + later);
  return date.getTime() / MILLISECONDS;
}

/** @returns {number} months from the year 0 to a day's month */
export function monthOf(day) {
  const date = utc(day);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

const dayLabel = (date) => gettext('{day} {month}', partsOf(date));
const monthLabel = (date) => gettext('{month} {year}', partsOf(date));
const yearLabel = (date) => String(date.getUTCFullYear());
const STEPS = [
  { days: 1, label: dayLabel },
  { days: 7, label: dayLabel },
  { months: 1, label: monthLabel },
  { months: 3, label: monthLabel },
  ...[12, 24, 60, 120, 600, 1200].map((months) => ({ months, label: yearLabel })),
];
const DAYS_A_MONTH = 30.44;

/**
 * Ticks of a time axis at calendar boundaries.
 * @param {number} from first day shown; @param {number} to last day shown
 * @param {number} most how many labels have room
 * @returns {{day: number, label: string}[]}
 */
export function ticks(from, to, most) {
  const fits = (step) => (to - from) / (step.days ?? step.months * DAYS_A_MONTH) <= most;
  const step = STEPS.find(fits) ?? STEPS.at(-1);
  const found = [];
  if (step.days) {
    const first = Math.ceil((from - 4) / step.days) * step.days + 4; // 5 January 1970 was a Monday
    for (let day = first; day <= to; day += step.days) found.push(day);
  } else {
    const aligned = startOfMonth(from, -utc(from).getUTCMonth());
    for (let day = aligned; day <= to; day = startOfMonth(day, Math.min(step.months, 12))) {
      if (day >= from && yearFits(day, step)) found.push(day);
    }
  }
  return found.map((day) => ({ day, label: step.label(utc(day)) }));
}

const yearFits = (day, step) => step.months <= 12 || utc(day).getUTCFullYear() % (step.months / 12) === 0;
