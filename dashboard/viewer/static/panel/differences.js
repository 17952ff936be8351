/**
 * Where an event's sources differ on a detail: its values side by side, each with its speakers.
 */
import { element } from '../dom.js';
import { gettext } from '../words.js';
import { citedAs } from './claim.js';

const FIELDS = ['date', 'place', 'number', 'account'];

const HEADINGS = {
  date: () => gettext('The day'),
  place: () => gettext('The place'),
  number: () => gettext('The number'),
  account: () => gettext('Its name, cause or terms'),
};
const SPEAKERS = {
  reports: (values) => gettext('told by {speaker}', values),
  confirms: (values) => gettext('confirmed by {speaker}', values),
  recalls: (values) => gettext('mentioned as known by {speaker}', values),
  infers: (values) => gettext('concluded by {speaker}', values),
  denies: (values) => gettext('disputed by {speaker}', values),
  'does-not-confirm': (values) => gettext('had not been confirmed by {speaker}', values),
};

/**
 * @param {import('../case_data.js').CaseData} data
 * @param {import('./statements.js').Statement[]} statements told by the moment shown, in order
 * @returns {{field: string, values: {value: string, claims: object[]}[]}[]} the fields on which at
 *   least two positions are taken: different values, or one that is given and disputed
 */
export function differencesOf(data, statements) {
  return FIELDS.map((field) => {
    const told = statements.map(({ first }) => first).filter((claim) => claim.field === field && stanceOf(data, claim) in SPEAKERS);
    const values = new Map();
    for (const claim of told) {
      const key = claim.value.toLocaleLowerCase();
      if (!values.has(key)) values.set(key, { value: claim.value, claims: [] });
      values.get(key).claims.push(claim);
    }
    const positions = new Set(told.map((claim) => `${opposes(data, claim)} ${claim.value.toLocaleLowerCase()}`));
    return { field, values: positions.size > 1 ? [...values.values()] : [] };
  }).filter(({ values }) => values.length);
}

const stanceOf = (data, claim) => data.stances[claim.stance].id;

const opposes = (data, claim) => ['denies', 'does-not-confirm'].includes(stanceOf(data, claim));

/**
 * @param {import('../case_data.js').CaseData} data
 * @param {ReturnType<typeof differencesOf>} differences
 * @param {(claim: string) => void} reveal goes to a claim in the list
 * @returns {HTMLElement | null} null where the sources do not differ
 */
export function differencesElement(data, differences, reveal) {
  if (differences.length === 0) return null;
  return element('section', { class: 'differences', 'aria-labelledby': 'differences', data: { testid: 'differences' } },
    element('h3', { class: 'block-head', id: 'differences' }, gettext('Where the sources differ')),
    element('p', { class: 'muted' }, gettext('Side by side, as told: they need not contradict each other.')),
    ...differences.map(({ field, values }) => fieldElement(data, field, values, reveal)));
}

function fieldElement(data, field, values, reveal) {
  return element('div', { class: 'difference', data: { testid: 'difference', field } },
    element('h4', {}, HEADINGS[field]()),
    element('ul', { class: 'values' }, ...values.map(({ value, claims }) => element('li', {},
      element('p', { class: 'value' }, value || gettext('(no value given)')),
      ...claims.map((claim) => speakerElement(data, claim, reveal))))));
}

function speakerElement(data, claim, reveal) {
  const source = citedAs(data.sources[claim.source]);
  const speaker = claim.speaker || source;
  const where = [speaker !== source && source, claim.told_words].filter(Boolean).join(' · ');
  return element('button', {
    type: 'button', class: 'who', data: { keep: `differs ${claim.id}` }, onclick: () => reveal(claim.id),
  }, SPEAKERS[stanceOf(data, claim)]({ speaker }), element('span', { class: 'muted' }, ` ${where}`));
}
