/**
 * What a newer version of a case has that an older one has not. Pure. Ids that were made from lines mean another row
 * once a row is put in between: those events and statements are compared by what they say.
 */
import { ALL_TOLD } from '../told.js';
import { gettext, ngettext } from '../words.js';

const MADE_FROM_LINE = /^row-\d/;

/** Rows by what names them, those that say the same told apart by their number. */
function keyed(rows, keyOf) {
  const found = new Map();
  const times = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    found.set(`${key} ${time}`, row);
  }
  return found;
}

const eventKey = ({ id, title, kind, earliest, latest }) => (MADE_FROM_LINE.test(id) ? JSON.stringify([title, kind, earliest, latest]) : id);

const said = (data, { source, speaker, stance, sentence, day }) =>
  JSON.stringify([data.sources[source]?.id, speaker, data.stances[stance].id, sentence, day]);

const claimKey = (data) => (claim) =>
  (MADE_FROM_LINE.test(claim.id) ? `${eventKey(data.events[claim.event])} ${said(data, claim)}` : claim.id);

const keysOf = (data) => ({ events: keyed(data.events, eventKey), claims: keyed(data.claims, claimKey(data)) });

/**
 * @param {import('../case_data.js').CaseData} old
 * @param {import('../case_data.js').CaseData} next
 * @param {number} [order] up to which statements count, as `next` orders them
 * @returns {{statements: number, events: number, changed: number, gone: number, newest: string | null}} how many are new, say
 *   something else, are no longer there; `newest`: the event that was told of last among the new statements
 */
export function newsOf(old, next, order = ALL_TOLD) {
  const [before, now] = [keysOf(old), keysOf(next)];
  const told = [...now.claims].filter(([, claim]) => claim.order <= order);
  const fresh = told.filter(([key]) => !before.claims.has(key)).map(([, claim]) => claim);
  const changed = told.filter(([key, claim]) => before.claims.has(key) && said(next, claim) !== said(old, before.claims.get(key)));
  const last = fresh.reduce((newest, claim) => (newest && newest.order > claim.order ? newest : claim), null);
  const freshEvents = new Set([...now.events].filter(([key]) => !before.events.has(key)).map(([, event]) => event.index));
  return {
    statements: fresh.length,
    events: new Set(fresh.map(({ event }) => event).filter((event) => freshEvents.has(event))).size,
    changed: changed.length,
    gone: order === ALL_TOLD ? [...before.claims.keys()].filter((key) => !now.claims.has(key)).length : 0,
    newest: last && next.events[last.event].id,
  };
}

/** @returns {string} what is new, in words; "" where nothing is */
export function newsWords({ statements, events, changed, gone }) {
  const parts = [
    statements && ngettext('{count} new statement', '{count} new statements', statements),
    events && ngettext('{count} new event', '{count} new events', events),
    changed && ngettext('{count} statement changed', '{count} statements changed', changed),
    gone && ngettext('{count} statement taken out', '{count} statements taken out', gone),
  ].filter(Boolean);
  return parts.length ? gettext('{parts}.', { parts: parts.join(', ') }) : '';
}

/** The same row in a newer version: by its key, else by its id where both were made from one line that was edited. */
function sameIn(before, now, row) {
  const key = [...before].find(([, one]) => one === row)?.[0];
  if (key === undefined) return null;
  const edited = [...now].find(([other, one]) => one.id === row.id && !before.has(other))?.[1];
  return now.get(key) ?? edited ?? null;
}

/** @returns {object | null} the event of `next` that an event of `old` is there */
export const sameEvent = (old, next, event) => sameIn(keyed(old.events, eventKey), keyed(next.events, eventKey), event);

/** @returns {object | null} the statement of `next` that a statement of `old` is there */
export const sameClaim = (old, next, claim) => sameIn(keysOf(old).claims, keysOf(next).claims, claim);
