/**
 * Which events a proposal may be the same as: by place, day and words. Pure.
 */
const MONTH = 30; // days after which a day tells nothing
const FAR = 300; // kilometres
const LEAST = 0.18;
const SAME_PLACE = 0.99; // three kilometres
const SMALL = new Set(['with', 'from', 'that', 'this', 'have', 'been', 'were', 'their', 'after', 'before', 'said', 'says', 'which', 'would', 'will', 'about', 'into', 'over', 'more', 'than', 'also', 'when', 'while']);
const KILOMETRES_PER_DEGREE = 111.2;
const DAY = 86_400_000;
const DATE = /(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?/g;

/** First and last day that a date in EDTF names, roughly: seasons and unknown digits as their year. */
export function daysOf(edtf) {
  const found = [...edtf.matchAll(DATE)].map(([, year, month, day]) => {
    const isMonth = month && Number(month) >= 1 && Number(month) <= 12;
    const first = Date.UTC(Number(year), isMonth ? Number(month) - 1 : 0, isMonth && day ? Number(day) : 1);
    if (isMonth && day) return [first, first];
    return [first, isMonth ? Date.UTC(Number(year), Number(month), 0) : Date.UTC(Number(year), 11, 31)];
  });
  if (!found.length) return null;
  return [Math.min(...found.map(([first]) => first)) / DAY, Math.max(...found.map(([, last]) => last)) / DAY];
}

/** From 0 to 1: the same day, or a month apart; a whole year that holds the day counts little. */
function nearInTime(one, other) {
  const [a, b] = [daysOf(one), daysOf(other)];
  if (!a || !b) return 0;
  const gap = Math.max(0, a[0] - b[1], b[0] - a[1]);
  const wide = Math.max(a[1] - a[0], b[1] - b[0]);
  return Math.max(0, 1 - gap / MONTH) / (1 + wide / 20);
}

function areSameDays(one, other) {
  const [a, b] = [daysOf(one), daysOf(other)];
  return Boolean(a && b && a[0] === b[0] && a[1] === b[1]);
}

function nearInSpace(one, other) {
  if (!one || !other) return 0;
  if (one.id && one.id === other.id) return 1;
  if (!Number.isFinite(one.latitude) || !Number.isFinite(other.latitude)) return 0;
  const high = one.latitude - other.latitude;
  const wide = (one.longitude - other.longitude) * Math.cos((one.latitude * Math.PI) / 180);
  return Math.max(0, 1 - (Math.hypot(high, wide) * KILOMETRES_PER_DEGREE) / FAR);
}

const wordsOf = (text) => new Set(text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 3 && !SMALL.has(word)).map((word) => word.slice(0, 6)));

function alike(one, other) {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / Math.max(1, Math.min(a.size, b.size));
}

/**
 * @typedef {{title: string, words?: string, date: string, place: {id?: string, latitude?: number, longitude?: number} | null}} Described
 * @param {Described} card
 * @param {(Described & {key: string})[]} events
 * @param {string} [asked] words that the reader looks for: then all that have them, else those that fit
 * @returns {(Described & {score: number, byDay: boolean, byPlace: boolean, byWords: boolean})[]} the best first
 */
export function matchesOf(card, events, asked = '') {
  const looked = asked.toLowerCase().split(/\s+/).filter(Boolean);
  return events
    .filter(({ title, words = '' }) => looked.every((word) => `${title} ${words}`.toLowerCase().includes(word)))
    .map((event) => {
      const [time, space, said] = [nearInTime(card.date, event.date), nearInSpace(card.place, event.place), alike(`${card.title} ${card.words ?? ''}`, `${event.title} ${event.words ?? ''}`)];
      return { ...event, score: 0.35 * time + 0.25 * space + 0.4 * said, byDay: areSameDays(card.date, event.date), byPlace: space > SAME_PLACE, byWords: said >= 0.4 };
    })
    .filter(({ score }) => looked.length || score >= LEAST)
    .sort((one, other) => other.score - one.score);
}

const numberIn = (text) => (text?.trim() && Number.isFinite(Number(text)) ? Number(text) : undefined);

/** @returns {(Described & {key: string})[]} the case's events as its tables have them */
export function eventsIn(tables) {
  const places = new Map(tables.places.rows.map(({ cells }) => [cells.place_id, cells]));
  return tables.events.rows.map(({ cells }) => {
    const place = places.get(cells.place_id);
    return {
      key: cells.event_id, title: cells.title, words: cells.description ?? '', date: cells.date ?? '',
      place: { id: cells.place_id, latitude: numberIn(cells.latitude) ?? numberIn(place?.mark_latitude), longitude: numberIn(cells.longitude) ?? numberIn(place?.mark_longitude), name: place?.name ?? '' },
    };
  });
}
