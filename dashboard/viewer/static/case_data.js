/**
 * The server's answer to a view (columns in JSON), as the viewer uses it.
 */
import { fetchAnswer, hasServer, loadedOnce } from './answers.js';
import { nameIn, nameInFull } from './place_names.js';
import { NO_DATE } from './time_window.js';
import { stopsOf, stopsOfDays } from './told.js';
import { coveredStanding } from './present/cover.js';

const NOT_YET_TOLD = 'not-yet-told';
const KEPT = 8; // cases, decoded

/** Fetches and decodes a case once for each address. @type {(url: string) => Promise<CaseData>} */
export const loadCase = loadedOnce(async (url) => new CaseData(await fetchAnswer(url), url), KEPT);

const days = (column) => Int32Array.from(column, (day) => day ?? NO_DATE);

const rows = (columns) => {
  const names = Object.keys(columns);
  return columns[names[0]].map((_, index) => {
    const row = { index };
    for (const name of names) row[name] = columns[name][index];
    return row;
  });
};

/** The events' histories end to end, so that a step of the second clock allocates nothing. */
function flattened(events) {
  const starts = new Int32Array(events.length + 1);
  events.forEach(({ history }, index) => { starts[index + 1] = starts[index] + history.length; });
  const steps = events.flatMap(({ history }) => history);
  return {
    starts,
    orders: Int32Array.from(steps, ([order]) => order),
    names: Uint8Array.from(steps, ([, standing]) => standing),
  };
}

/** The corners of what a large case covers, as places to bring into sight. */
const cornersOf = ([west, south, east, north]) => [[south, west], [north, east]].map(([lat, lon]) => ({ lat, lon, kind: 'area', precision: 3 }));

export class CaseData {
  constructor(answer, url) {
    this.url = url;
    this.version = answer.version;
    this.about = answer.about;
    this.counts = answer.counts;
    this.page = answer.page ?? null; // of the events in sight
    this.atRest = answer.cells?.counts ?? null; // of all days
    this.bins = answer.cells?.bins ?? null; // when events begin, by each clock
    this.few = answer.cells?.few ?? null; // events of a part of the map that are marked one by one
    this.isMany = answer.many ?? false; // more than that: none is here
    this.most = answer.cells?.most ?? null; // events that travel
    this.corners = answer.cells?.bounds && cornersOf(answer.cells.bounds);
    this.isLarge = hasServer() && answer.counts.sent < answer.counts.matched;
    this.span = answer.span;
    this.standings = [...answer.standings, coveredStanding()];
    this.covered = answer.standings.length;
    this.stances = answer.stances;
    this.events = rows(answer.events);
    this.claims = rows(answer.claims);
    this.sources = rows(answer.sources);
    this.languages = answer.languages;
    this.places = rows(answer.places).map((place) => ({ ...place, ownName: place.name, ownLabel: place.label }));
    this.sentencesNaming = answer.sentences_naming;
    this.earliest = days(answer.events.earliest);
    this.latest = days(answer.events.latest);
    this.standingOf = Uint8Array.from(answer.events.standing);
    this.placeless = this.events.filter(({ places }) => places.length === 0).map(({ index }) => index);
    this.dayless = this.events.filter(({ earliest }) => earliest === null).map(({ index }) => index);
    this.eventIndex = new Map(answer.events.id.map((id, index) => [id, index]));
    this.stops = answer.cells ? stopsOfDays(answer.cells.told) : stopsOf(answer.stops);
    this.told = answer.told;
    this.matchesSince = Int32Array.from(answer.events.matches_since);
    this.histories = flattened(this.events);
    this.notYetTold = this.standings.findIndex(({ id }) => id === NOT_YET_TOLD);
    this.claimsOf = this.events.map(() => []);
    for (const claim of this.claims) this.claimsOf[claim.event].push(claim);
  }

  /** These events as some of a larger case: its counts, days and moments are said. @param {CaseData} larger */
  ofLarger({ url, counts, span, stops, corners, most, few }) {
    return Object.assign(this, { url, counts, span, stops, corners, most, few, isLarge: true });
  }

  /** The events that may be listed: of a large case those of the page, the newest first. */
  get listed() {
    return this.page ? this.page.order.map((index) => this.events[index]) : this.events;
  }

  /** The orders of all claims of the case by their ids, those of hidden events among them. */
  get toldOrders() {
    const { id, order } = this.told ?? { id: this.claims.map((claim) => claim.id), order: this.claims.map((claim) => claim.order) };
    return new Map(id.map((one, index) => [one, order[index]]));
  }

  /** Names the places in a language, else as the case does: on the map and in the claims that name one. */
  nameIn(language) {
    if (this.namedIn === language) return;
    this.namedIn = language;
    for (const place of this.places) {
      place.label = nameIn(place.names, language) ?? place.ownLabel;
      place.name = place.label || place.ownName;
    }
    for (const [index, place, parts] of this.sentencesNaming) {
      const { name } = this.places[place];
      Object.assign(this.claims[index], { value: name, sentence: parts.join(name) });
    }
  }

  /** @param {number[]} places their indices; @returns {string} their names; none of those without */
  placeWords(places) {
    return places.map((index) => this.places[index].label).filter(Boolean).join(', ');
  }

  /** As they are first mentioned, with their names in the case's other languages beside. */
  placeWordsInFull(places) {
    return places.map((index) => nameInFull(this.places[index], this.languages)).filter(Boolean).join(', ');
  }

  /** @returns {object | undefined} the event with this id */
  event(id) {
    return this.events[this.eventIndex.get(id)];
  }

  standing(event) {
    return this.standings[event.standing];
  }

  /** The event with the most distinct stances, then the most claims; none where each has one claim. */
  mostArguedEvent() {
    const weight = (event) => {
      const claims = this.claimsOf[event.index];
      return new Set(claims.map((claim) => claim.stance)).size * 1e6 + claims.length;
    };
    let best;
    for (const event of this.events) if (!best || weight(event) > weight(best)) best = event;
    return best && this.claimsOf[best.index].length > 1 ? best : undefined;
  }
}
