/**
 * The worksheet's first page: the statements in order, each event that one tells of as a row to fill in. Pure but for
 * the elements it makes.
 */
import { element } from '../dom.js';
import { momentOf, momentWords } from '../told.js';
import { gettext } from '../words.js';

const RECALLS = 'recalls';

/**
 * What each statement tells, event by event. An event that a statement only mentions as known is no row to fill in.
 * @param {import('../case_data.js').CaseData} data
 * @param {number} order of the last claim that counts
 * @returns {{stop: object, sources: object[], rows: {event: object, claims: object[]}[], known: object[]}[]}
 */
export function statementsOf(data, order) {
  return data.stops.map((stop) => {
    const claims = data.claims.filter((claim) => claim.day !== null && claim.stop === stop.stop && claim.order <= order);
    const events = [...new Set(claims.map(({ event }) => event))].map((index) => ({
      event: data.events[index], claims: claims.filter(({ event }) => event === index),
    }));
    const isKnown = ({ claims: own }) => own.every(({ stance }) => data.stances[stance].id === RECALLS);
    return {
      stop,
      sources: [...new Set(claims.map(({ source }) => data.sources[source]))],
      rows: events.filter((one) => !isKnown(one)),
      known: events.filter(isKnown).map(({ event }) => event),
    };
  }).filter(({ sources }) => sources.length > 0);
}

/** @returns {HTMLElement[]} the body's rows; those to fill in are numbered */
export function rowElements(data, statements) {
  let number = 0;
  return statements.flatMap(({ stop, sources, rows, known }) => {
    const heading = element('tr', { class: 'statement' }, element('th', { colSpan: 4, scope: 'colgroup' },
      `${momentWords(data.stops, momentOf(stop))} · ${sources.map(({ publisher, title }) => publisher || title).join(', ')}`));
    const lines = rows.map(({ event, claims }) => {
      number += 1;
      return element('tr', { class: 'row', data: { event: event.id } }, element('td', {}, `${number}`),
        element('td', {}, element('b', {}, event.title)), element('td', {}, ...whoSaysWhat(data, claims)), boxes());
    });
    const mentions = known.length > 0 && element('tr', { class: 'known' }, element('td'), element('td', { colSpan: 3 },
      gettext('mentions as known: {events}', { events: known.map(({ title }) => title).join(' · ') })));
    return [heading, ...lines, mentions].filter(Boolean);
  });
}

const DETAILS = {
  date: () => gettext('the day'), place: () => gettext('the place'), number: () => gettext('the number'),
  actor: () => gettext('who takes part'), account: () => gettext('how it is explained'),
};
const AFFIRMS = new Set(['reports', 'confirms', RECALLS]); // also by a detail that it happened

/** Who disputes or concludes a detail does not thereby dispute or conclude that it happened. */
const stanceWords = ({ id, label }, field) =>
  (DETAILS[field] && !AFFIRMS.has(id) ? `${label} (${DETAILS[field]()})` : label);

/** The speakers by stance, and the first claim in its sentence. */
function whoSaysWhat(data, claims) {
  const ofStance = new Map();
  for (const claim of claims) {
    const stance = stanceWords(data.stances[claim.stance], claim.field);
    ofStance.set(stance, (ofStance.get(stance) ?? new Set()).add(claim.speaker));
  }
  const said = [...ofStance].map(([stance, speakers]) => `${[...speakers].join('; ')}: ${stance}`);
  return [`${said.join(' · ')}. `, element('span', { class: 'says' }, claims[0].says)];
}

const boxes = () => element('td', { class: 'boxes' },
  ...[gettext('yes'), gettext('not sure'), gettext('no')].map((words) => element('span', {}, element('i'), words)));
