/**
 * What the reader looks at: the case's data, the filters, the window of days, the selection, the map's
 * position. The one place in the page where it is kept. The sentence, the filters, the timeline and the panel
 * listen; the map's frame follows over the channel. Nothing of it runs the server's script.
 */
import { loadCase } from './case_data.js';
import { MapLink } from './map_link.js';
import { isWhole, markShown, settle } from './time_window.js';
import { ALL_TOLD, asTold, endOfDay, markTold, momentAddress, momentAsked, momentOf, stopAt } from './told.js';
import { AddressBar, parseAddress } from './address_bar.js';
import { checkedPermalink } from './permalink.js';
import { dayOf, isoOf } from './calendar.js';
import { HAPPENED, TOLD } from './clocks.js';
import { DEFAULT_NAMES } from './place_names.js';
import { gettext } from './words.js';
import { filterPairs, filtersIn } from './view_filters.js';
import { Cover, coverStandings } from './present/cover.js';
import { LargeCase } from './cells/large_case.js';

const GONE = 404;

/** @param {string} base `…/data/<version>/<program>/` */
const versionIn = (base) => base.split('/').at(-3);

class ReaderState {
  constructor() {
    this.data = null;
    this.base = null;
    this.filters = filtersIn(new URLSearchParams());
    this.asked = null;
    this.from = 0;
    this.to = 0;
    this.clock = HAPPENED;
    this.moment = { day: 0, order: ALL_TOLD };
    this.event = null;
    this.place = null;
    this.names = DEFAULT_NAMES;
    this.position = null;
    this.hidesInferred = false;
    this.trouble = '';
    this.isBehind = false; // what was asked for last was not answered: what is shown is from before
    this.missed = null; // what an address asked for then
    this.unused = [];
    this.newer = null;
    this.recover = async () => false; // how to go on where the server no longer has this version
    this.shown = new Uint8Array(0);
    this.standings = new Uint8Array(0);
    this.cover = new Cover();
    this.large = new LargeCase(this);
    this.listeners = new Set();
    this.address = new AddressBar(this);
    this.map = new MapLink(this);
  }

  /** Calls `listener(change)` after each change: 'data' | 'window' | 'clock' | 'moment' | 'selection' | 'names' | 'filters' | 'inferred' | 'cover' | 'counts' | 'listed' | 'newer' | 'trouble' | 'unused' | 'back': the server answers again. */
  listen(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(change) {
    for (const listener of this.listeners) {
      try {
        listener(change);
      } catch (error) {
        reportError(error); // it is one part's, and must not keep the others from hearing
      }
    }
  }

  /**
   * Takes what the server said in this run of its script.
   * @param {{data: string, stage: string | null, search?: string}} told `data`: where the case's data lies; `stage`: which of the
   *   viewer's pages is shown; `search`: what to open where that is not what the address says
   */
  follow(told) {
    this.address.follow(told);
    if (told.stage) this.map.watch();
    const base = new URL(told.data, document.baseURI).href;
    if (base === this.base) return;
    const first = !this.base;
    if (this.data && versionIn(base) !== versionIn(this.base)) {
      this.offer(base);
      return;
    }
    const search = told.search ?? location.search;
    if (first) this.ask(search);
    this.base = base;
    if (first && told.stage && !this.asked.empty) this.openPermalink(search);
    else this.load();
  }

  /** Another version of the case is to be had: listeners say so, the reader decides. @param {string | null} base where its data lie */
  offer(base) {
    const newer = base && this.base && versionIn(base) !== versionIn(this.base) ? base : null;
    if (newer === this.newer) return;
    this.newer = newer;
    this.tell('newer');
  }

  /** Goes on with another version of the case. @param {string} base where its data lie @param {object} asked as an address says */
  takeUp(base, asked) {
    Object.assign(this, { base, asked, newer: null, filters: asked.filters });
    return this.load();
  }

  /** Opens what a permalink asks for, and what the server makes of it where it cannot be used as it stands. */
  async openPermalink(search) {
    const opened = this.load().then(() => this.data && this.address.query());
    const checked = checkedPermalink(this.base, search).catch((error) => ({ as_asked: true, ignored: [], error }));
    const [{ as_asked, ignored, query, error }, asOpened] = await Promise.all([checked, opened]);
    if (error && !this.trouble) this.trouble = error.message;
    this.unused = ignored;
    if (!as_asked && asOpened && this.address.query() === asOpened) this.reopen(`?${query}`);
    this.tell('unused');
  }

  /** Takes over what an address asks for; it is opened with the data that its filters give. */
  ask(search = location.search) {
    this.asked = parseAddress(search);
    this.filters = this.asked.filters;
    if (this.asked.clock !== TOLD) this.clock = HAPPENED;
    else if (!this.data || this.data.stops.length) this.clock = TOLD;
  }

  /** Whether today's standings may be read: the second clock does not know them, a lesson covers them. */
  get knowsStandings() {
    return this.clock !== TOLD && !this.cover.isOn;
  }

  /** The address of one of the server's answers to the filters. */
  answer(name, base = this.base) {
    const query = new URLSearchParams(filterPairs(this.filters, this)).toString();
    return `${base}${name}${query && `?${query}`}`;
  }

  async load() {
    const url = this.answer('view.json');
    if (url === this.url) return;
    this.url = url;
    this.map.announce(url);
    let data;
    try {
      data = await loadCase(url);
    } catch (error) {
      if (this.url !== url) return;
      this.url = null;
      if (error.status === GONE && await this.recover(this.asked)) return;
      this.fallBehind(error.message);
      return;
    }
    if (this.url === url) this.take(data);
  }

  /** What was asked for is not answered: what is shown stays, and it may be asked for again. */
  fallBehind(problem) {
    if (this.asked) this.missed = this.asked;
    this.asked = null;
    this.isBehind = true;
    this.trouble = this.data ? gettext('{problem} What is shown is as it was before the last choice.', { problem }) : problem;
    this.tell('trouble');
  }

  /** Asks again for what was not answered. */
  retry() {
    if (!this.isBehind) return;
    this.asked = this.missed;
    this.load();
  }

  take(data) {
    const whole = this.data !== null && isWhole(this.data.span, this);
    Object.assign(this, { trouble: '', isBehind: false, missed: null });
    this.hold(data);
    if (this.asked) this.open(this.asked);
    else if (whole) Object.assign(this, data.span);
    else Object.assign(this, settle(data.span, this.from, this.to));
    this.asked = null;
    this.large.follow(data.isLarge ? data : null);
    this.countShown();
    this.map.show('case');
    this.tell('data');
    this.address.write();
  }

  hold(data) {
    this.data = data;
    this.useNames(this.names);
    this.shown = new Uint8Array(data.events.length);
    this.standings = new Uint8Array(data.events.length);
  }

  /** Opens what an address says; an address that says nothing opens the most argued event. */
  open(asked) {
    const { span } = this.data;
    Object.assign(this, settle(span, dayOf(asked.from), dayOf(asked.to)));
    this.clock = asked.clock === TOLD && this.data.stops.length ? TOLD : HAPPENED;
    this.moment = momentAsked(this.data, asked.asof);
    this.event = asked.empty ? (this.data.mostArguedEvent()?.id ?? null) : asked.event;
    this.place = asked.place;
    this.useNames(asked.names);
    this.position = asked.position;
    this.isOlderLink = Boolean(asked.version) && asked.version !== this.data.version;
  }

  /** Follows an address: the page's own after the reader went back or forward. */
  reopen(search = location.search) {
    if (!this.data) return;
    this.ask(search);
    this.tell('filters');
    if (this.answer('view.json') !== this.url) {
      this.load();
      return;
    }
    this.open(this.asked);
    this.asked = null;
    this.changed('data');
    this.address.write();
  }

  /**
   * @param {object} filters as `view_filters.js` has them
   * @param {{asStep?: boolean}} [how] as a step that the reader can go back from
   */
  setFilters(filters, { asStep = true } = {}) {
    if (this.data) this.address.write();
    this.filters = filters;
    this.load();
    this.tell('filters');
    this.address.write({ asStep });
  }

  get isWhole() {
    return isWhole(this.data.span, this);
  }

  /** The selected event; on the second clock none that is not told yet. */
  get selected() {
    const event = this.data?.event(this.event);
    return event && (this.clock === HAPPENED || this.shown[event.index]) ? event : null;
  }

  /** The place whose events are listed; on the second clock none that no event is told of yet. */
  get listedPlace() {
    const place = this.data?.places.find(({ id }) => id === this.place);
    if (!place || this.clock === HAPPENED) return place ?? null;
    const isThere = ({ places, place_since: since }) => places.some((index, slot) => index === place.index && since[slot] <= this.order);
    return this.data.events.some((event) => this.shown[event.index] && isThere(event)) ? place : null;
  }

  /** An event as it is to be read by the reader's clock. */
  read(event) {
    return asTold(this.data, event, { day: this.moment.day, order: this.order }, this.cover.covers(this.data, event, this.order));
  }

  /** What the reader does while an address is still being opened is not taken back once it is. */
  amend(asked) {
    if (this.asked) Object.assign(this.asked, asked);
  }

  setWindow(from, to) {
    const next = settle(this.data.span, from, to);
    if (next.from === this.from && next.to === this.to) return;
    Object.assign(this, next);
    this.amend({ from: isoOf(next.from), to: isoOf(next.to) });
    this.changed('window');
    this.address.writeSoon();
  }

  setClock(clock) {
    if (clock === this.clock || (clock === TOLD && !this.data.stops.length)) return;
    this.address.write();
    this.clock = clock;
    this.amend({ clock });
    this.changed('clock');
    this.address.write({ asStep: true });
    this.load();
  }

  /** @param {{day: number, order: number}} moment up to which things had been told */
  setMoment(moment) {
    if (moment.day === this.moment.day && moment.order === this.moment.order && moment.second === this.moment.second) return;
    this.moment = moment;
    this.amend({ asof: momentAddress(this.data, moment) });
    this.changed('moment');
    this.address.writeSoon();
  }

  /** Goes on or back by statements; before the first is the day before it. */
  stepMoment(by) {
    const { stops } = this.data;
    if (stops.length === 0) return;
    const to = Math.min(stopAt(stops, this.moment) + by, stops.length - 1);
    this.setMoment(to < 0 ? endOfDay(stops, stops[0].day - 1) : momentOf(stops[to]));
  }

  /** The order of the last claim that counts: all of them on the first clock. */
  get order() {
    return this.clock === TOLD ? this.moment.order : ALL_TOLD;
  }

  /** @param {string | null} event its id; @param {string | null} place a place whose events are listed */
  select(event, place = null) {
    if (event === this.event && place === this.place) return;
    this.address.write();
    this.event = event;
    this.place = place;
    this.amend({ event, place, empty: false });
    this.changed('selection');
    this.address.write({ asStep: true });
  }

  /** @param {string} language in which places are named, where they have names in it */
  setNames(language) {
    if (language === this.names) return;
    this.address.write();
    this.useNames(language);
    this.changed('names');
    this.address.write({ asStep: true });
  }

  /** A language that neither the case nor the base map has is the default one. */
  useNames(language) {
    this.names = this.data.languages.includes(language) ? language : DEFAULT_NAMES;
    this.data.nameIn(this.names);
  }

  /**
   * Looks at something else at once, as a lesson does beat by beat; no step of it is one to go back to.
   * @param {{clock: string, moment: {day: number, order: number}, event: string | null, place: string | null}} at
   */
  look(at) {
    const isOtherClock = at.clock !== this.clock;
    Object.assign(this, at);
    this.changed(isOtherClock ? 'clock' : 'selection');
    this.address.writeSoon();
    if (isOtherClock) this.load();
  }

  /** @param {boolean} on whether standings are covered until the pupil has said what they think */
  setClassMode(on) {
    this.cover.classMode = on;
    this.uncover();
  }

  /** Shows what is covered now, and what is not. */
  uncover() {
    if (!this.data) return;
    this.load(); // a filter by standing would tell what is covered
    this.changed('cover');
    this.address.write();
  }

  /** Whether claims whose day is only inferred are left out of what is read; no standing changes by it. */
  hideInferred(hides) {
    this.hidesInferred = hides;
    this.tell('inferred');
  }

  countShown() {
    if (this.clock === TOLD) this.count = markTold(this.data, this.order, this.shown, this.standings);
    else {
      this.count = markShown(this.data, this, this.isWhole, this.shown);
      this.standings.set(this.data.standingOf);
    }
    coverStandings(this.data, this.cover.coverage(this.data, this.order), this.standings);
    const shownOf = (events) => events.reduce((count, index) => count + this.shown[index], 0);
    this.placeless = shownOf(this.data.placeless);
    this.dayless = shownOf(this.data.dayless);
    if (this.data.isLarge) Object.assign(this, this.large.count());
  }

  changed(change) {
    this.countShown();
    this.map.show('reader');
    this.tell(change);
  }

  snapshot() {
    const { from, to, event, place, position, clock, moment, names, cover, count } = this;
    const coverage = cover.coverage(this.data, this.order);
    const spots = this.data.isLarge && this.selected ? this.read(this.selected).places.map((index) => this.data.places[index]) : [];
    return { spots, from, to, event, place, position, clock, moment, names, count, whole: this.isWhole, presents: cover.presented !== null, ...coverage };
  }

  setTrouble(words) {
    this.trouble = words;
    this.tell('trouble');
  }

  /** The server answers again: what was missed meanwhile is asked for. */
  comeBack() {
    this.tell('back');
    if (this.isBehind) this.retry();
    else if (this.trouble && this.data) {
      this.trouble = '';
      this.changed('counts');
    }
  }

  /** @param {object} position the part of the world that the map shows */
  setPosition(position) {
    this.position = position;
    this.address.writeSoon();
  }
}

let reader;

/** The page's one reader state. */
export function readerState() {
  reader ??= new ReaderState();
  return reader;
}
