/**
 * An event's statements in time: a row for each speaker, a mark for each statement by its stance.
 */
import { dayWords } from '../calendar.js';
import { element } from '../dom.js';
import { symbolElement } from '../symbols.js';
import { gettext, ngettext } from '../words.js';
import { citedAs, isOfDetail, stanceLabel } from './claim.js';
import { lagWords } from './lag.js';

const SLOT = 24; // CSS pixels: a target for a finger
const GLYPH = 12;
const FOLDS_FROM = 12; // speakers
const SHOWN_FOLDED = 6;

/** The mark of a stance is that of the standing it gives by itself; silence has one of its own. */
const MARKS = {
  reports: 'reported', confirms: 'confirmed', infers: 'inferred', recalls: 'background',
  'does-not-confirm': 'unconfirmed', denies: 'denied',
};
/** Who disputes a detail, or did not confirm one, does not thereby speak against the event. */
const DETAIL_MARKS = { 'does-not-confirm': 'unconfirmed-detail', denies: 'disputed-detail' };
const SILENCE = 'no-statement';

/**
 * Statements by who makes them, and the columns in which they stand: one for each moment of telling.
 * @param {(claim: object) => string} speakerOf
 * @param {import('./statements.js').Statement[]} statements in the order told
 * @param {number | null} until the moment shown, a day; null where all is told
 * @returns {{rows: {speaker: string, statements: object[]}[], columns: Map<number, {left: number, time: number}>, width: number, first: number | null, last: number | null}}
 *   a column's `left` in slots, and `time`, its share of the time between first and last; `width` in slots
 */
export function layLane(speakerOf, statements, until) {
  const rows = new Map();
  const columns = new Map();
  for (const statement of statements) {
    const { first: claim } = statement;
    const speaker = speakerOf(claim);
    if (!rows.has(speaker)) rows.set(speaker, { speaker, statements: [] });
    if (!columns.has(claim.stop)) columns.set(claim.stop, { day: claim.day, taken: new Map() });
    const { taken } = columns.get(claim.stop);
    const slot = taken.get(speaker) ?? 0;
    taken.set(speaker, slot + 1);
    rows.get(speaker).statements.push({ ...statement, slot });
  }
  const days = [...columns.values()].map(({ day }) => day).filter((day) => day !== null);
  const first = days.length ? Math.min(...days) : null;
  const last = days.length ? Math.max(...days, until ?? -Infinity) : null;
  let width = 0;
  for (const column of columns.values()) {
    column.left = width;
    column.time = last > first && column.day !== null ? (column.day - first) / (last - first) : 0;
    width += Math.max(...column.taken.values());
  }
  return { rows: [...rows.values()], columns, width, first, last };
}

/**
 * @param {import('./claim.js').Reading} reading
 * @param {import('./statements.js').Statement[]} statements
 * @param {object} look
 * @param {object} look.definitions those of symbols.json
 * @param {boolean} look.dark
 * @param {{day: number, words: string} | null} look.moment where the second clock stands; null on the first
 * @param {boolean} look.unfolded whether all speakers are shown, however many
 * @param {() => void} look.unfold
 * @param {(claim: string) => void} look.reveal goes to a claim in the list
 * @returns {HTMLElement}
 */
export function laneElement(reading, statements, look) {
  const { data } = reading;
  const lane = layLane((claim) => claim.speaker || citedAs(data.sources[claim.source]), statements, look.moment?.day ?? null);
  const folds = lane.rows.length >= FOLDS_FROM && !look.unfolded;
  const rows = folds ? lane.rows.slice(0, SHOWN_FOLDED) : lane.rows;
  const list = element('ul', { class: 'lane-rows' }, ...rows.map((row) => rowElement(reading, row, lane, look)));
  const root = element('section', { class: 'lane', 'aria-labelledby': 'lane', data: { testid: 'lane' } },
    element('h3', { class: 'block-head', id: 'lane' }, gettext('Who said it when')),
    element('div', { class: 'lane-scroll' }, element('div', { class: 'lane-inner', onkeydown: step }, list, axis(lane, look))),
    folds && element('button', {
      type: 'button', class: 'plain', 'aria-expanded': 'false', data: { keep: 'lane fold' }, onclick: look.unfold,
    }, ngettext('{count} more speaker', '{count} more speakers', lane.rows.length - rows.length)));
  const ticks = [...root.querySelectorAll('.tick')];
  if (ticks.length) ticks[0].tabIndex = 0;
  root.querySelector('.lane-inner').style.minWidth = `${lane.width * SLOT}px`;
  return root;
}

function rowElement(reading, { speaker, statements }, lane, look) {
  const words = [...new Set(statements.map(({ first }) => stanceWords(reading.data, first)))].join(', ');
  const track = element('div', { class: 'track' }, ...statements.map((statement) => tick(reading, statement, lane, look)));
  if (look.moment) track.append(momentLine(lane));
  return element('li', { class: 'lane-row' },
    element('p', { class: 'lane-label' }, element('span', { class: 'speaker' }, speaker), ' ', element('span', { class: 'muted' }, words)), track);
}

function stanceWords(data, claim) {
  return data.stances[claim.stance].id === SILENCE
    ? gettext('no statement found by {source}', { source: citedAs(data.sources[claim.source]) })
    : stanceLabel(data, claim);
}

/** Where the second clock stands: after all that had been told. */
function momentLine({ first, last, width }) {
  const line = element('span', { class: 'moment-line', 'aria-hidden': 'true' });
  line.style.left = last > first ? '100%' : `${width * SLOT}px`;
  return line;
}

function tick(reading, { first: claim, claims, slot }, { columns, width }, { definitions, dark, reveal }) {
  const { data, event } = reading;
  const stance = data.stances[claim.stance].id;
  const { left, time } = columns.get(claim.stop);
  const sources = new Set(claims.map(({ source }) => source)).size;
  const copies = sources > 1 && ngettext('carried by {count} source', 'carried by {count} sources', sources);
  const words = [claim.sentence, claim.told_words, lagWords(event, claim, stance), copies].filter(Boolean).join(' · ');
  const mark = stance === SILENCE
    ? element('span', { class: 'silence' })
    : symbolElement(definitions, (isOfDetail(claim) && DETAIL_MARKS[stance]) || MARKS[stance], { dark, diameter: GLYPH });
  const button = element('button', {
    type: 'button', class: 'tick', tabIndex: -1, title: words, 'aria-label': words,
    data: { testid: 'lane-tick', claim: claim.id, stance, keep: `tick ${claim.id}` }, onclick: () => reveal(claim.id),
  }, mark);
  button.style.left = `calc(${(left + slot) * SLOT}px + (100% - ${width * SLOT}px) * ${time})`;
  return button;
}

/** The first and the last day, or the moment shown. */
function axis({ first, last }, { moment }) {
  const days = first === null || (moment && first === last) ? [] : [dayWords(first)];
  if (moment) days.push(gettext('as told by {moment}', { moment: moment.words }));
  else if (last !== first) days.push(dayWords(last));
  return element('p', { class: 'lane-axis', data: { testid: 'lane-axis' } }, ...days.map((day) => element('span', {}, day)));
}

/** The arrow keys go from mark to mark, in the order of the rows. */
function step(event) {
  const ticks = [...event.currentTarget.querySelectorAll('.tick')];
  const now = ticks.indexOf(event.target);
  const to = { ArrowRight: now + 1, ArrowDown: now + 1, ArrowLeft: now - 1, ArrowUp: now - 1, Home: 0, End: ticks.length - 1 }[event.key];
  if (now === -1 || !ticks[to]) return;
  event.preventDefault();
  event.stopPropagation();
  ticks[now].tabIndex = -1;
  ticks[to].tabIndex = 0;
  ticks[to].focus();
}
