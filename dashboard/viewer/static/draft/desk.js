/**
 * The article beside what it proposes: marked words, cards, a map, and saving.
 */
import { openDialog } from '../dialog.js';
import { element } from '../dom.js';
import { post } from '../editing/case_tables.js';
import { placeMap } from '../editing/place_map.js';
import { gettext, ngettext } from '../words.js';
import { MarkedArticle } from './article.js';
import { Card, countWords } from './card.js';
import { knownSource } from './changes.js';
import { openMerging } from './merging.js';
import { Saving } from './saving.js';
import { SourceFields } from './source_fields.js';
import { candidatesOf, placeOf } from './work.js';

const LITTLE_ROOM = '(max-width: 900px)';
const MOST = 60; // cards drawn at once
const FINEST = 100; // metres of a radius that a click sets

export class Desk {
  /** @param {import('./work.js').DraftWork} work @param {{stances: object[], geocoder: string}} state @param {HTMLElement} host where dialogs are put */
  constructor(work, { stances, geocoder }, host) {
    Object.assign(this, { work, stances, geocoder, host, limit: MOST, cards: new Map() });
    this.saving = new Saving(work, () => this.showSaving(), (card) => this.open(card));
    this.article = new MarkedArticle(work, (card) => this.open(card));
    this.source = new SourceFields(work, () => (this.saving.tables ? knownSource(work.source, this.saving.tables.tables)?.source_id ?? '' : ''), () => this.readAgain());
    this.mapBox = element('div', { class: 'map-box' });
    this.map = placeMap(this.mapBox, { label: gettext('Where it was'), choose: (id) => this.chosen(id) });
    this.list = element('div', { class: 'cards' });
    this.head = element('div', { class: 'desk-head' }, this.source.root, element('button', { type: 'button', class: 'plain', onclick: () => this.leave() }, gettext('Another article')));
    this.pane = element('section', { class: 'cards-pane', 'aria-label': gettext('Proposals') }, this.mapBox, this.list);
    this.root = element('div', { class: 'desk' }, this.head, this.article.root, this.pane, this.foot());
    this.unlisten = work.listen((what, id) => this.hear(what, id));
    this.drawCards();
    this.showMap(true);
    this.showSaving();
    this.saving.look().then(() => this.nameEvents());
    this.isShown = true;
  }

  /** Where the reading begins. */
  begin() {
    this.article.body.querySelector('h2').focus({ preventScroll: true });
  }

  foot() {
    this.said = element('p', { class: 'said', role: 'status', data: { testid: 'draft-status' } });
    this.trouble = element('p', { class: 'trouble', role: 'alert', hidden: true });
    this.saved = element('p', { class: 'saved', role: 'status', tabIndex: -1, hidden: true, data: { testid: 'draft-saved' } });
    this.save = element('button', { type: 'button', class: 'plain main', data: { act: 'save' }, onclick: () => this.saving.save() }, gettext('Save'));
    return element('footer', { class: 'draft-foot' }, this.saved, this.trouble, element('div', { class: 'save-line' }, this.said, this.save));
  }

  hear(what, id) {
    if (what === 'card') this.cards.get(id)?.hear();
    if (what === 'cards' || what === 'saved') this.drawCards();
    if (what === 'active') [id, this.work.active].forEach((one) => this.cards.get(one)?.root.classList.toggle('active', one === this.work.active));
    if (what === 'correcting') this.turn(id);
    if (what === 'source') this.source.show();
    if (['card', 'cards', 'saved', 'active'].includes(what)) this.article.showCards();
    if (['card', 'cards', 'saved', 'active', 'correcting'].includes(what)) this.showMap(what !== 'card');
    this.showSaving();
  }

  /** Opens the fields of another card. Where there is little room the map goes there, too. */
  turn(before) {
    const { correcting } = this.work;
    [before, correcting].forEach((one) => this.cards.get(one)?.show());
    const places = matchMedia(LITTLE_ROOM).matches && this.cards.get(correcting)?.correction.places.root;
    if (places) places.querySelector('legend').after(this.mapBox);
    else if (this.mapBox.parentElement !== this.pane) this.pane.prepend(this.mapBox);
  }

  /** What the case's events are called is known only now. */
  nameEvents() {
    for (const { id, merged } of this.work.cards) if (merged?.event && this.work.correcting !== id) this.cards.get(id)?.show();
  }

  drawCards() {
    const shown = this.work.cards.slice(0, this.limit);
    for (const [id, card] of this.cards) if (!shown.some((one) => one.id === id)) { card.destroy(); this.cards.delete(id); }
    for (const { id } of shown) {
      if (this.cards.has(id)) this.cards.get(id).show();
      else this.cards.set(id, this.newCard(id));
    }
    const rest = this.work.cards.length - shown.length;
    const more = element('button', { type: 'button', class: 'plain', onclick: () => { this.limit += MOST; this.drawCards(); } }, ngettext('{count} more proposal', '{count} more proposals', rest));
    const none = this.work.saved ? gettext('Nothing is left of this article.') : gettext('This text says nothing that could be claimed.');
    this.list.replaceChildren(...shown.map(({ id }) => this.cards.get(id).root), ...(rest > 0 ? [more] : []), ...(shown.length ? [] : [element('p', { class: 'muted' }, none)]));
  }

  newCard(id) {
    return new Card(this.work, id, {
      stances: this.stances,
      geocoder: this.geocoder,
      kinds: () => [...new Set(this.saving.tables?.tables.events.rows.map(({ cells }) => cells.kind).filter(Boolean))].sort(),
      eventTitle: (event) => this.saving.tables?.tables.events.rows.find(({ cells }) => cells.event_id === event)?.cells.title ?? event,
      merge: (card) => openMerging(this.host, this.work, card, this.saving),
      look: (card) => { this.work.point(card); this.article.reveal(card); },
      light: (cards) => this.article.light(cards),
      placesChanged: () => this.showMap(true),
    });
  }

  /** Goes to a card, from its words. */
  open(id) {
    const index = this.work.cards.findIndex((card) => card.id === id);
    if (index < 0) return;
    if (index >= this.limit) {
      this.limit = index + MOST;
      this.drawCards();
    }
    const { root } = this.cards.get(id);
    root.focus({ preventScroll: true });
    root.scrollIntoView({ block: 'nearest' });
  }

  /** The places of all proposals; of the one that is corrected, those that it may mean. */
  showMap(fits) {
    const { work } = this;
    const { correcting, active } = work;
    const card = work.card(correcting ?? active);
    const points = new Map();
    const add = (id, place, isChosen) => place && points.set(id, { id, ...place, label: place.name ?? '', isChosen });
    if (correcting) {
      for (const one of candidatesOf(work.read, card.index)) add(`place ${one.place_id}`, { ...placeOf(one), radius: null }, false);
    } else {
      for (const one of work.cards.filter(({ decision, place }) => decision !== 'dropped' && place)) add(`at ${one.place.latitude} ${one.place.longitude}`, { ...one.place, radius: null }, false);
    }
    if (card?.place) add(correcting && card.place.id ? `place ${card.place.id}` : `at ${card.place.latitude} ${card.place.longitude}`, card.place, true);
    this.map.show([...points.values()].map((point, index) => ({ ...point, id: [...points.keys()][index] })));
    this.map.pick(correcting ? (latitude, longitude, metres) => this.picked(latitude, longitude, metres) : null);
    if (fits) this.map.fit();
    this.mapBox.classList.toggle('picks', Boolean(correcting));
  }

  /** @param {number} metres how exact a click on the map can be, as it is zoomed */
  picked(latitude, longitude, metres) {
    const { place } = this.work.card(this.work.correcting);
    const isSet = place && !place.id && place.isRadiusSet;
    const radius = isSet ? place.radius : Math.max(FINEST, Number(metres.toPrecision(1)));
    this.work.patch(this.work.correcting, { place: { latitude, longitude, radius, name: '', isRadiusSet: Boolean(isSet) } });
  }

  /** A place on the map was clicked: a candidate, or that of a proposal. */
  chosen(id) {
    const { work } = this;
    if (work.correcting) {
      const found = candidatesOf(work.read, work.card(work.correcting).index).find(({ place_id: own }) => `place ${own}` === id);
      if (found) work.patch(work.correcting, { place: placeOf(found) });
      return;
    }
    const card = work.cards.find(({ place, decision }) => place && decision !== 'dropped' && `at ${place.latitude} ${place.longitude}` === id);
    if (card) this.open(card.id);
  }

  showSaving() {
    if (!this.saving || !this.save) return;
    const { work, saving } = this;
    const count = work.accepted.length;
    this.save.textContent = count ? ngettext('Save {count} accepted', 'Save {count} accepted', count) : gettext('Save');
    this.save.disabled = saving.isBusy || !count;
    const kept = work.hasRoom ? '' : gettext('This draft is too large for the browser to keep: a reload loses it.');
    const words = [saving.said || countWords(work.cards), kept].filter(Boolean).join(' · ');
    if (this.said.textContent !== words) this.said.textContent = words;
    this.trouble.hidden = !saving.trouble;
    this.trouble.textContent = saving.trouble;
    this.source.show();
    this.showSaved();
  }

  showSaved() {
    const { saved } = this.work;
    this.saved.hidden = !saved;
    if (!saved || this.toldSaved === saved) return;
    this.toldSaved = saved;
    const link = (href, words) => element('a', { href }, words);
    const [first] = saved.events;
    const map = first && link(`./?event=${encodeURIComponent(first.id)}`, gettext('See it on the map'));
    this.saved.replaceChildren(ngettext('{count} claim is saved in the case.', '{count} claims are saved in the case.', saved.claims), ' ', map, ' ', link('./sources', gettext('See the source')));
    if (this.isShown) this.saved.focus({ preventScroll: true });
  }

  /** Reads the article by the day of publication that was said since. */
  async readAgain() {
    const { work, saving } = this;
    const { text, base64, name } = work.form;
    const { published } = work.source;
    saving.say(gettext('Reading…'));
    try {
      const read = await post('draft/read', { text, base64, name, published });
      const { title, publisher, url } = work.source;
      work.fill({ published, title, publisher, url });
      work.take(read);
    } catch (error) {
      saving.say('', error.message);
    }
  }

  leave() {
    const isDone = !this.work.cards.some(({ decision }) => decision === 'accepted');
    if (isDone && this.work.saved) {
      this.work.begin();
      return;
    }
    const away = () => { dialog.close(); this.work.begin(); };
    const dialog = openDialog(this.host, gettext('Put this article away?'), element('p', {}, gettext('What you accepted, corrected or dropped of it and did not save is lost.')),
      element('div', { class: 'acts' }, element('button', { type: 'button', class: 'plain main', onclick: away }, gettext('Put it away'))));
  }

  retheme() {
    this.map.retheme();
  }

  destroy() {
    this.unlisten();
    this.map.destroy();
    for (const card of this.cards.values()) card.destroy();
  }
}
