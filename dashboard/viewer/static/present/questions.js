/**
 * Questions for a class, made from what a case's claims disagree about; each with its answer. Pure.
 */
import { dayWords } from '../calendar.js';
import { carriersOf } from '../told.js';
import { gettext } from '../words.js';

const NOT = new Set(['does-not-confirm', 'denies']);
const listed = (words) => [...new Set(words)].join('; ');

/**
 * @param {import('../case_data.js').CaseData} data
 * @param {number} order of the last claim that counts
 * @returns {{ask: string, answer: string}[]} `answer` is empty where there is none to give
 */
export function questionsOf(data, order) {
  const events = data.events
    .map((event) => ({ ...event, claims: data.claimsOf[event.index].filter((claim) => claim.order <= order) }))
    .filter(({ claims }) => claims.length);
  const stanceOf = (claim) => data.stances[claim.stance].id;
  const made = [whoConfirmed(events, stanceOf), ...differing(events), concluded(events, stanceOf), copied(data, order), missing(data)];
  return made.filter(Boolean);
}

/** By the day on which the most argued event was first confirmed. */
function whoConfirmed(events, stanceOf) {
  const about = ({ claims }) => claims.filter(({ field }) => field === 'occurrence');
  const argued = events.filter((event) => about(event).some((claim) => stanceOf(claim) === 'confirms') && about(event).some((claim) => NOT.has(stanceOf(claim))))
    .sort((one, other) => other.claims.length - one.claims.length)[0];
  if (!argued) return null;
  const { day } = about(argued).find((claim) => stanceOf(claim) === 'confirms');
  const by = about(argued).filter((claim) => claim.day <= day);
  const speakers = (wanted) => listed(by.filter((claim) => wanted(stanceOf(claim))).map(({ speaker }) => speaker));
  return {
    ask: gettext('“{event}”: who had confirmed it by {day}? Who had not?', { event: argued.title, day: dayWords(day) }),
    answer: gettext('Confirmed: {some}. Had not, or denied it: {others}.', {
      some: speakers((stance) => stance === 'confirms'), others: speakers((stance) => NOT.has(stance)),
    }),
  };
}

const DIFFERENCES = {
  place: (event) => gettext('“{event}”: which places are named, and by whom?', { event }),
  date: (event) => gettext('“{event}”: which days are given, and by whom?', { event }),
  account: (event) => gettext('“{event}”: who calls or explains it how? Which words are loaded?', { event }),
  number: (event) => gettext('“{event}”: which numbers are given, and by whom?', { event }),
};

/** For each kind of detail, the event on which the most claims differ. */
function differing(events) {
  return Object.entries(DIFFERENCES).map(([field, ask]) => {
    const own = ({ claims }) => claims.filter((claim) => claim.field === field);
    const kinds = (event) => new Set(own(event).map(({ sentence }) => sentence)).size;
    const most = [...events].sort((one, other) => kinds(other) - kinds(one))[0];
    if (!most || kinds(most) < 2) return null;
    return { ask: ask(most.title), answer: `${listed(own(most).map(({ sentence }) => sentence))}.` };
  });
}

function concluded(events, stanceOf) {
  const found = events.filter(({ claims }) => claims.some((claim) => stanceOf(claim) === 'infers' && claim.field === 'occurrence'));
  return found.length ? { ask: gettext('What does a writer conclude without citing anybody?'), answer: `${listed(found.map(({ title }) => title))}.` } : null;
}

function copied(data, order) {
  const claim = data.claims.find((one) => one.order <= order && carriersOf(data, one, order) > 1);
  if (!claim) return null;
  const sources = data.claims.filter((one) => one.statement === claim.statement && one.order <= order).map(({ source }) => data.sources[source]);
  return {
    ask: gettext('One statement stands in more than one source. Which? Do two copies make it surer?'),
    answer: gettext('That of {speaker}, in {sources}. It counts once.', {
      speaker: claim.speaker, sources: listed(sources.map(({ publisher, title }) => publisher || title)),
    }),
  };
}

const missing = ({ about }) => ({ ask: gettext('Whose voice is missing? What would you need to read or see to be surer?'), answer: about.limits ?? '' });
