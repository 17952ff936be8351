/**
 * Which standings are covered: in class mode those of events on which the pupil has not said what they think, and
 * while a class is presented to, all until somebody asks. Page and map share it; what is said is kept here only.
 */
import { gettext } from '../words.js';

/** The id of what stands in a covered standing's place; its mark is in symbols.json. */
export const COVERED = 'covered';

const FRAGMENT = '#class';

/** What stands where a standing is covered; made when the page's words are there. */
export const coveredStanding = () => ({
  id: COVERED,
  label: gettext('covered'),
  meaning: gettext('the standing is shown once you have said what you think'),
});

export class Cover {
  constructor() {
    this.classMode = location.hash === FRAGMENT;
    this.presented = null; // 'covered' or 'open' while a class is presented to
    this.said = new Map();
  }

  get isOn() {
    return this.presented ? this.presented === 'covered' : this.classMode;
  }

  /** The fragment of an address that goes with the mode; another's is kept. */
  fragment(now) {
    if (this.classMode) return FRAGMENT;
    return now === FRAGMENT ? '' : now;
  }

  /** Takes the mode that an address names. @returns {boolean} whether it is another */
  follow(hash) {
    const was = this.classMode;
    this.classMode = hash === FRAGMENT;
    return was !== this.classMode;
  }

  /** @returns {string | undefined} what the pupil said of an event as told up to an order: `yes`, `not-sure` or `no` */
  answerTo(data, event, order) {
    return this.said.get(questionOf(data, event, order));
  }

  say(data, event, order, answer) {
    this.said.set(questionOf(data, event, order), answer);
  }

  covers(data, event, order) {
    return this.isOn && (this.presented !== null || this.answerTo(data, event, order) === undefined);
  }

  /**
   * What the map's frame needs to cover the same standings.
   * @returns {{hideStandings: boolean, uncovered: string[]}} `uncovered`: ids of the events that are shown all the same
   */
  coverage(data, order) {
    if (!this.isOn) return { hideStandings: false, uncovered: [] };
    const spoken = new Set([...this.said.keys()].map((question) => JSON.parse(question)[0]));
    const uncovered = [...spoken].filter((id) => data.event(id) && !this.covers(data, data.event(id), order));
    return { hideStandings: true, uncovered };
  }
}

/** An event as told by a moment: the question is another once more has been told of it. */
const questionOf = (data, event, order) =>
  JSON.stringify([event.id, data.claimsOf[event.index].findLast((claim) => claim.order <= order)?.id]);

/**
 * Writes the covered standing over those that are not to be read.
 * @param {import('../case_data.js').CaseData} data
 * @param {{hideStandings: boolean, uncovered: string[]}} coverage
 * @param {Uint8Array} standings is written
 */
export function coverStandings(data, { hideStandings, uncovered }, standings) {
  if (!hideStandings) return;
  const kept = uncovered.map((id) => data.eventIndex.get(id)).filter((index) => index !== undefined);
  const values = kept.map((index) => standings[index]);
  standings.fill(data.covered);
  kept.forEach((index, slot) => { standings[index] = values[slot]; });
}
