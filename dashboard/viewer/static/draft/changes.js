/**
 * What has to be added to a case's tables so that it holds what was accepted. Pure.
 */
import { gettext } from '../words.js';

const LONGEST_ID = 48;
const DAY = /^\d{4}(-\d\d){0,2}/;
const METRES = 1000;

/** A name in letters, digits and dashes, as ids are. */
export function slugOf(name, otherwise) {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  const cut = plain.length > LONGEST_ID ? plain.slice(0, LONGEST_ID + 1).replace(/-[^-]*$/, '') : plain;
  return cut.replace(/-+$/, '') || otherwise;
}

/** Gives ids that no row has, and no two of those that are added. */
class Ids {
  constructor(table) {
    this.taken = new Set(table.rows.map(({ cells }) => cells[table.id]));
  }

  free(wanted) {
    let id = wanted;
    for (let number = 2; this.taken.has(id); number += 1) id = `${wanted}-${number}`;
    this.taken.add(id);
    return id;
  }
}

/** @returns {object | undefined} the cells of the source that the article is in the case already */
export function knownSource(source, tables) {
  const rows = tables.sources.rows.map(({ cells }) => cells);
  const isSame = (cells) => ['title', 'publisher', 'published'].every((name) => (cells[name] ?? '') === source[name]);
  return rows.find(({ url }) => url && url === source.url) ?? rows.find((cells) => source.title && source.published && isSame(cells));
}

class Building {
  constructor(work, tables) {
    Object.assign(this, { work, tables, changes: [], owners: new Map(), eventOf: {}, problems: new Map() });
    this.ids = Object.fromEntries(['events', 'claims', 'sources'].map((name) => [name, new Ids(tables[name])]));
    this.places = new Set(tables.places.rows.map(({ cells }) => cells.place_id));
    this.number = 0;
  }

  add(table, cells, card) {
    const key = `new-${(this.number += 1)}`;
    const filled = Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== '' && value !== null && value !== undefined).map(([name, value]) => [name, String(value)]));
    this.changes.push({ table, key, cells: filled });
    this.owners.set(`${table} ${key}`, card?.id ?? null);
  }

  trouble(card, message) {
    this.problems.set(card.id, [...(this.problems.get(card.id) ?? []), message]);
  }

  addSource() {
    const { source, keepsText, read } = this.work;
    const known = knownSource(source, this.tables);
    const isOurs = known && known.source_id === this.work.saved?.source && this.work.saved.hasText;
    this.hasText = isOurs || (keepsText && !known);
    this.source = known?.source_id ?? this.ids.sources.free(slugOf([source.publisher || source.title, DAY.exec(source.published)?.[0] ?? ''].join(' '), 'article'));
    if (!known) this.add('sources', { source_id: this.source, ...source });
    if (this.hasText && !known) this.changes.push({ table: 'texts', key: `${this.source}.txt`, cells: { text: read.article.text } });
  }

  /** Names a place; one that the case cannot look up is added to its own. */
  placeId(place) {
    const row = this.work.placeRows[place.id];
    if (row && !this.places.has(place.id)) {
      this.places.add(place.id);
      this.add('places', row);
    }
    return place.id;
  }

  whereOf({ place }) {
    if (!place) return {};
    const radius = place.radius === null || place.radius === undefined ? '' : Math.round(place.radius);
    if (!place.id) return { latitude: place.latitude, longitude: place.longitude, coordinate_uncertainty_m: radius };
    return { place_id: this.placeId(place), coordinate_uncertainty_m: place.isRadiusSet ? radius : '' };
  }

  addEvent(card) {
    const { read } = this.work;
    const proposal = read.proposals[card.index];
    const isAsRead = card.date === proposal.edtf;
    const printed = read.dates.find(({ start, end, edtf }) => proposal.start <= start && end <= proposal.end && edtf === proposal.edtf);
    const id = this.ids.events.free(slugOf(card.title, 'event'));
    this.eventOf[card.id] = id;
    this.add('events', {
      event_id: id, title: card.title.trim(), kind: card.kind.trim(), date: card.date.trim(),
      verbatim_date: isAsRead ? printed?.text : '', date_basis: isAsRead ? printed?.rule : '',
      ...this.whereOf(card), verbatim_locality: card.place ? proposal.mentions.slice(0, 1).map((number) => read.places[number].text).join('') : '',
    }, card);
  }

  /** The event that a card's claims are about; it may be another card's, or the case's. */
  eventFor({ id, merged }) {
    if (!merged) return this.eventOf[id];
    return merged.event ?? this.eventOf[merged.card];
  }

  addClaims(card) {
    const { read } = this.work;
    const proposal = read.proposals[card.index];
    const event = this.eventFor(card);
    const claim = (field, value) => this.add('claims', {
      claim_id: this.ids.claims.free(`${this.source}-c${card.index + 1}`), event_id: event, source_id: this.source, speaker: card.speaker.trim(), stance: card.stance,
      field, value, says: card.says.trim(), ...(this.hasText ? { original_start: proposal.start, original_end: proposal.end } : {}),
    }, card);
    claim('', '');
    if (card.merged && card.claimsDate && card.date) claim('date', card.date.trim());
    if (card.merged && card.claimsPlace && card.place) claim('place', card.place.id ? this.placeId(card.place) : `at:${card.place.latitude},${card.place.longitude}`);
    const further = proposal.mentions.slice(1).map((number) => read.places[number].candidates[0]).filter((_, index) => card.further[index]);
    for (const place of further.filter(Boolean)) claim('place', this.placeId({ id: place.place_id }));
    proposal.quantities.forEach(({ words }, index) => card.numbers[index] && claim('number', words));
  }

  check(card, events) {
    const cannot = [
      [!card.merged && !card.title.trim(), () => gettext('An event needs a title.')],
      [!card.says.trim(), () => gettext('Say in a sentence what is claimed.')],
      [!card.speaker.trim(), () => gettext('Say who says so; where nobody is cited, “writer”.')],
      [card.merged?.event && !events.has(card.merged.event), () => gettext('The event that this was merged with is no longer in the case: merge it with another, or part them.')],
    ];
    for (const [is, words] of cannot) if (is) this.trouble(card, words());
  }

  build() {
    const { accepted } = this.work;
    const events = new Set(this.tables.events.rows.map(({ cells }) => cells.event_id));
    accepted.forEach((card) => this.check(card, events));
    this.addSource();
    for (const card of accepted.filter(({ merged }) => !merged)) this.addEvent(card);
    for (const card of accepted) this.addClaims(card);
    const { changes, owners, problems, source, hasText, eventOf } = this;
    return { changes, owners, problems, source, hasText, eventOf };
  }
}

/**
 * @param {import('./work.js').DraftWork} work
 * @param {object} tables as the server gives them
 * @returns {{changes: object[], owners: Map<string, string | null>, problems: Map<string, string[]>, source: string, hasText: boolean, eventOf: Record<string, string>}}
 *   `owners`: by table and key the card that a row is of; `problems`: by card what has to be mended before it can be
 *   saved; `eventOf`: by card the id of the event that is added
 */
export const changesOf = (work, tables) => new Building(work, tables).build();

/** @param {number | null} metres @returns {string} as the reader is told, and types it */
export const kilometres = (metres) => (metres === null || metres === undefined ? '' : String(Number((metres / METRES).toPrecision(3))));
