/**
 * How long after an event a claim of it was told, no more exactly than both days are known. Pure.
 */
import { gettext, ngettext } from '../words.js';

const WITHOUT = new Set(['recalls', 'infers', 'no-statement']); // these tell of it, but are no news of it
const MOST_DAYS = 60;
const MONTH = 30.44; // days
const MOST_MONTHS = 24;
const YEAR = 365.25; // days

/**
 * @param {object} event its days as the data has them
 * @param {object} claim told of it
 * @param {string} stance the claim's, by its id
 * @returns {string} '' where none can be told
 */
export function lagWords(event, claim, stance) {
  const unknown = event.earliest === null || event.open_start || claim.day === null || claim.is_assumed;
  if (unknown || WITHOUT.has(stance)) return '';
  const { since, first, last } = start(event, claim);
  return PATTERNS[since](claim.earliest - last, claim.day - first);
}

/** From when the lag counts: an interval's end where it had ended by then, else its beginning. */
function start(event, claim) {
  const { padded_earliest: first, padded_latest: last, core_start: begun, core_end: lasted, open_end: isOpen } = event;
  const isInterval = event.cut_words !== '';
  if (!isInterval) return { since: 'event', first, last: isOpen ? Infinity : last };
  if (!isOpen && claim.earliest > last) return { since: 'end', first: lasted ?? first, last };
  return { since: 'beginning', first, last: begun ?? last };
}

const PATTERNS = {
  event: words({
    same: () => gettext('told the same day'),
    sameOrBefore: () => gettext('told the same day or before'),
    before: (span) => gettext('told {span} before', span),
    after: (span) => gettext('told {span} after', span),
    upTo: (span) => gettext('told up to {span} after', span),
    between: (span) => gettext('told {least} to {span} after', span),
  }),
  beginning: words({
    same: () => gettext('told the day it began'),
    sameOrBefore: () => gettext('told the day it began or before'),
    before: (span) => gettext('told {span} before it began', span),
    after: (span) => gettext('told {span} after it began', span),
    upTo: (span) => gettext('told up to {span} after it began', span),
    between: (span) => gettext('told {least} to {span} after it began', span),
  }),
  end: words({
    same: () => gettext('told the day it ended'),
    sameOrBefore: () => gettext('told the day it ended or before'),
    before: (span) => gettext('told {span} before it ended', span),
    after: (span) => gettext('told {span} after it ended', span),
    upTo: (span) => gettext('told up to {span} after it ended', span),
    between: (span) => gettext('told {least} to {span} after it ended', span),
  }),
};

/** The words for a lag that lies between two bounds, in days; below zero it was told before. */
function words({ same, sameOrBefore, before, after, upTo, between }) {
  return (least, most) => {
    if (most < 0) return before({ span: spanWords(-most) });
    if (most === 0) return least === 0 ? same() : sameOrBefore();
    const span = spanWords(most);
    if (least <= 0) return upTo({ span });
    const shortest = spanWords(least);
    if (shortest === span) return after({ span });
    return between({ least: unitOf(least) === unitOf(most) ? countOf(least) : shortest, span });
  };
}

const unitOf = (days) => {
  if (days <= MOST_DAYS) return 'day';
  return days / MONTH <= MOST_MONTHS ? 'month' : 'year';
};

const countOf = (days) => Math.round(days / { day: 1, month: MONTH, year: YEAR }[unitOf(days)]);

function spanWords(days) {
  const count = countOf(days);
  return {
    day: () => ngettext('{count} day', '{count} days', count),
    month: () => ngettext('about {count} month', 'about {count} months', count),
    year: () => ngettext('about {count} year', 'about {count} years', count),
  }[unitOf(days)]();
}
