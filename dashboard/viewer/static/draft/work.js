/**
 * The draft that is being worked on: what was read, what the reader makes of each proposal. It outlives a reload.
 */
import { gettext } from '../words.js';

const KEPT = 'whenabouts draft of ';

const keptName = () => `${KEPT}${new URL('.', document.baseURI).pathname}`;

const NOTHING = { form: { name: '', text: '', base64: '', title: '', publisher: '', url: '', published: '' }, read: null, source: null, keepsText: true, cards: [], placeRows: {}, saved: null };

/** A candidate as a card keeps it. */
export const placeOf = (candidate) => candidate && {
  id: candidate.place_id, name: candidate.name, latitude: candidate.latitude, longitude: candidate.longitude,
  within: candidate.within ?? '', radius: candidate.uncertainty_m, reason: candidate.reason ?? '',
};

/** @returns {object[]} the places that a proposal's own names may stand for, the likeliest of each name first */
export function candidatesOf(read, index) {
  const mentions = read.proposals[index].mentions.map((number) => read.places[number]);
  const seen = new Set();
  return mentions.flatMap(({ candidates }) => candidates).filter(({ place_id: id }) => !seen.has(id) && seen.add(id));
}

function cardOf(read, index) {
  const { title, edtf, speaker, stance, words, quantities, mentions } = read.proposals[index];
  return {
    id: `p${index + 1}`, index, decision: 'open', title, says: words.replace(/\s+/g, ' '), kind: '', date: edtf, speaker, stance,
    place: placeOf(candidatesOf(read, index)[0]) ?? null,
    numbers: quantities.map(() => true), further: mentions.slice(1).map(() => true),
    merged: null, claimsDate: false, claimsPlace: false, problems: [],
  };
}

/** @returns {string} what a card's place is called: with the province or state that it lies in, where one is known */
export const placeWords = ({ name, within, latitude, longitude }) => {
  if (!name) return gettext('{latitude}, {longitude}', { latitude, longitude });
  return within ? gettext('{place}, {within}', { place: name, within }) : name;
};

export class DraftWork {
  constructor() {
    this.listeners = new Set();
    this.hasRoom = true;
    this.active = null;
    this.correcting = null;
    Object.assign(this, structuredClone(NOTHING), this.kept());
  }

  /** Calls `listener(what, id)` after each change: 'read' | 'card' | 'cards' | 'active' | 'correcting' | 'source' | 'saved' | 'kept'. */
  listen(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(what, id) {
    for (const listener of [...this.listeners]) if (this.listeners.has(listener)) listener(what, id);
  }

  kept() {
    try {
      return JSON.parse(sessionStorage.getItem(keptName())) ?? {};
    } catch {
      return {}; // not allowed, or not ours: the page begins anew
    }
  }

  keep() {
    const { form, read, source, keepsText, cards, placeRows, saved } = this;
    const had = this.hasRoom;
    try {
      sessionStorage.setItem(keptName(), JSON.stringify({ form, read, source, keepsText, cards, placeRows, saved }));
      this.hasRoom = true;
    } catch {
      this.hasRoom = false; // full, or not allowed: the page says so, and goes on
    }
    if (had !== this.hasRoom) this.tell('kept');
  }

  /** What the form holds, before it is read. */
  fill(cells) {
    Object.assign(this.form, cells);
    this.keep();
  }

  /** Takes what the server has read. */
  take(read) {
    const { title, publisher, url } = this.form;
    const { article } = read;
    this.read = read;
    this.source = {
      title: title || article.title, publisher, published: article.published, published_basis: article.published_basis,
      language: article.language, url: url || article.url,
    };
    this.cards = read.proposals.map((_, index) => cardOf(read, index));
    Object.assign(this, { placeRows: { ...read.place_rows }, saved: null, active: null, correcting: null });
    this.keep();
    this.tell('read');
  }

  /** Puts everything away. */
  begin() {
    Object.assign(this, structuredClone(NOTHING), { active: null, correcting: null });
    this.keep();
    this.tell('read');
  }

  card(id) {
    return this.cards.find((card) => card.id === id);
  }

  /** @returns {object[]} those that are to be saved */
  get accepted() {
    return this.cards.filter(({ decision }) => decision === 'accepted');
  }

  patch(id, cells) {
    Object.assign(this.card(id), cells, { problems: [] });
    this.keep();
    this.tell('card', id);
  }

  /** Accepts, drops or takes back. What others are merged with is accepted with them, and parted where it goes. */
  decide(id, decision) {
    const card = this.card(id);
    if (this.correcting === id) this.correct(null);
    this.patch(id, { decision });
    if (decision === 'accepted' && card.merged?.card && this.card(card.merged.card).decision !== 'accepted') this.decide(card.merged.card, 'accepted');
    if (decision !== 'accepted') {
      for (const other of this.cards.filter(({ merged }) => merged?.card === id)) this.patch(other.id, decision === 'dropped' ? { merged: null } : { decision: 'open' });
    }
  }

  /** @param {string} id @param {{event: string} | {card: string} | null} merged with what it is one event */
  merge(id, merged) {
    this.patch(id, { merged, claimsDate: false, claimsPlace: false });
    if (!merged) return;
    // what was merged with this one goes on to where this one went
    for (const other of this.cards.filter((card) => card.merged?.card === id)) this.patch(other.id, { merged });
    if (merged.card && this.card(id).decision === 'accepted') this.decide(merged.card, 'accepted');
  }

  setSource(cells) {
    Object.assign(this.source, cells);
    this.keep();
    this.tell('source');
  }

  keepText(keepsText) {
    this.keepsText = keepsText;
    this.keep();
  }

  /** @param {string | null} id of the card that is looked at */
  point(id) {
    if (this.active === id) return;
    const before = this.active;
    this.active = id;
    this.tell('active', before);
  }

  /** @param {string | null} id of the card whose fields are open */
  correct(id) {
    const before = this.correcting;
    this.correcting = id;
    if (id) this.point(id);
    this.tell('correcting', before);
  }

  addPlaceRows(rows) {
    Object.assign(this.placeRows, rows);
  }

  /** Marks problems at the cards that they are of. @param {Map<string, string[]>} byCard */
  setProblems(byCard) {
    for (const card of this.cards) card.problems = byCard.get(card.id) ?? [];
    this.tell('cards');
  }

  /** Takes what was saved off the list. @param {{source: string, hasText: boolean, events: {id: string, title: string}[], claims: number, eventOf: Record<string, string>}} saved */
  takeSaved(saved) {
    const ids = new Set(this.accepted.map(({ id }) => id));
    const events = [...(this.saved?.events ?? []), ...saved.events];
    this.saved = { ...saved, claims: saved.claims + (this.saved?.claims ?? 0), events: [...new Map(events.map((event) => [event.id, event])).values()] };
    for (const card of this.cards.filter(({ merged }) => ids.has(merged?.card))) card.merged = { event: saved.eventOf[card.merged.card] };
    this.cards = this.cards.filter(({ id }) => !ids.has(id));
    Object.assign(this, { active: null, correcting: null });
    this.keep();
    this.tell('saved');
  }
}
