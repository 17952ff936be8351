/**
 * The source panel: the selected event with its claims, or the claims of the window's events, newest first.
 */
import { dress, element } from '../dom.js';
import { elementIsDark } from '../theme.js';
import { symbolDefinitions, symbolElement } from '../symbols.js';
import { TOLD } from '../clocks.js';
import { readerState } from '../reader_state.js';
import { gettext, ngettext } from '../words.js';
import { inSightWords, pageButtons } from '../cells/page_words.js';
import { oneEvent } from './one_event.js';
import { countWords, statementElement, statementsOf } from './statements.js';

const REST = 100; // milliseconds
const STILL = 500; // milliseconds without a change
const MOST = 30; // events listed at once
const FLASH = 2000; // milliseconds
const KEEPING = new Set(['cover', 'inferred', 'names', 'unused']); // changes that leave unfolded what was

export class SourcePanel {
  constructor(parent) {
    this.reader = readerState();
    this.opened = new Set();
    this.unfilled = [];
    this.startAnew();
    this.root = element('section', { class: 'panel', 'aria-label': gettext('Sources'), tabIndex: -1, data: { testid: 'source-panel' } });
    dress(parent, this.root, 'panel/panel.css');
    this.unlisten = this.reader.listen((change) => this.hear(change));
    symbolDefinitions.then((definitions) => {
      this.definitions = definitions;
      this.show();
    });
  }

  startAnew() {
    this.limit = MOST;
    this.unfolded = false;
    this.listsAll = false;
  }

  hear(change) {
    if (change === 'window' || change === 'moment') this.timer ||= setTimeout(() => this.show(), REST);
    else {
      const isAside = change === 'listed' && this.reader.selected; // what is read stays as it is
      if (!isAside && !KEEPING.has(change)) this.startAnew();
      if (!isAside) this.key = null;
      this.show();
      if (change === 'selection') this.root.scrollTop = 0;
    }
  }

  show() {
    clearTimeout(this.timer);
    this.timer = 0;
    const { data, selected, listedPlace: place } = this.reader;
    if (!data || !this.definitions) return;
    const found = selected ? [selected] : this.listed(place);
    const events = found.slice(0, data.page ? found.length : this.limit).map((event) => this.reader.read(event));
    const key = this.keyOf(events, found.length);
    if (key === this.key) return;
    this.key = key;
    clearTimeout(this.filling);
    this.unfilled = [];
    this.filling = setTimeout(() => this.fillAll(), STILL);
    const parts = selected ? oneEvent(this, events[0]) : this.list(events, place, found.length);
    this.replace([...parts, this.foot(events)].filter(Boolean));
  }

  /** Puts new parts in; what had the focus has it still. */
  replace(parts) {
    const focused = this.root.getRootNode().activeElement?.dataset.keep;
    this.root.replaceChildren(...parts);
    if (focused) (this.root.querySelector(`[data-keep="${CSS.escape(focused)}"]`) ?? this.root).focus({ preventScroll: true });
  }

  /** What the panel shows, as far as it can change. */
  keyOf(events, count) {
    const { data, selected, listedPlace: place, moment, hidesInferred } = this.reader;
    const read = events.map(({ id, claims, date_words: days }) => [id, claims.length, days]);
    return JSON.stringify([
      data.url, selected ? null : data.page, data.isLarge && !selected && this.reader.count, selected?.id, place?.id, count, this.limit, this.unfolded, this.listsAll, hidesInferred, this.isDark(), read, this.toldOf(events),
      this.hint(selected), selected && this.isAsTold() && moment,
    ]);
  }

  /** How much the sources of some events had told: on the second clock their texts are read so far. */
  toldOf(events) {
    const { order, data } = this.reader;
    const sources = new Set(events.flatMap(({ claims }) => claims.map(({ source }) => source)));
    return [...sources].map((source) => {
      const { whole_since: last, paragraphs_since: since } = data.sources[source];
      return order >= last ? 'all' : since.filter(([, first]) => first <= order).length;
    });
  }

  isDark() {
    return elementIsDark(this.root, '--surface');
  }

  isAsTold() {
    return this.reader.clock === TOLD;
  }

  /** @returns {import('./claim.js').Reading} an event as it is read now */
  reading(event) {
    return { data: this.reader.data, event, order: this.reader.order, opened: this.opened };
  }

  /** The claims that the reader does not hide. */
  visible(claims) {
    const { hidesInferred, data } = this.reader;
    return hidesInferred ? claims.filter(({ source }) => !data.sources[source].is_inferred) : claims;
  }

  /** The window's events, or those of one place, by their newest claim. */
  listed(place) {
    const { data, shown } = this.reader;
    const { order } = this.reader;
    const newest = (event) => data.claimsOf[event.index].findLast((claim) => claim.order <= order)?.order ?? -1;
    const listed = data.listed.filter((event) => shown[event.index]);
    if (data.page) return listed;
    return listed
      .filter((event) => !place || this.reader.read(event).places.includes(place.index))
      .map((event) => [newest(event), event])
      .sort(([one], [other]) => other - one)
      .map(([, event]) => event);
  }

  /** The first of `count` events. */
  list(events, place, count) {
    const { data, count: all } = this.reader;
    const isPart = data.isLarge && (!place || data.page?.place === place.id);
    const known = isPart && place ? data.page.in_sight : all;
    const head = element('div', { class: 'panel-head' }, element('h2', {}, this.heading(isPart ? known : count, place?.name)),
      place && this.button(gettext('All events'), () => this.reader.select(null, null)));
    const which = isPart && all !== 0 && element('p', { class: 'muted' }, data.page ? inSightWords(data.page) : gettext('Looking for those in sight…'));
    if (isPart && !data.page) return [head, which];
    if (count === 0) return [head, element('p', { class: 'muted' }, this.noneWords(isPart && all > 0))];
    const groups = events.map((event) => this.group(event));
    if (count > events.length) groups.push(this.more(count - events.length));
    else if (isPart) groups.push(this.pager(data.page));
    return [head, which, ...groups];
  }

  /** Why nothing is listed. @param {boolean} isElsewhere whether there are events, but not in sight */
  noneWords(isElsewhere) {
    if (isElsewhere) return this.reader.data.page.in_sight ? gettext('Looking for those in sight…') : gettext('None of them is in sight. Zoom out, or move the map.');
    if (this.reader.data.counts.total === 0) return gettext('What sources say of the events will stand here.');
    return this.isAsTold() ? gettext('Nothing had been told by then.') : gettext('No event in these days. Widen the window or change the filters.');
  }

  heading(count, place) {
    if (count === null) return gettext('Counting…');
    if (place) return gettext('{place}: {count}', { place, count });
    return this.isAsTold()
      ? ngettext('{count} event told', '{count} events told', count)
      : ngettext('{count} event in these days', '{count} events in these days', count);
  }

  /** To the newer and the older pages of what is in sight. */
  pager(page) {
    return element('p', {}, ...pageButtons(page, (words, to) => this.button(words, () => this.reader.large.turn(to))));
  }

  more(count) {
    return this.button(ngettext('{count} more', '{count} more', count), () => {
      this.limit += MOST;
      this.show();
    });
  }

  /** An event of the list, with its claims folded in. */
  group(event) {
    const statements = statementsOf(this.visible(event.claims)).reverse();
    const title = element('button', { type: 'button', class: 'event-title', onclick: () => this.reader.select(event.id) },
      this.symbol(event), element('span', {}, event.title));
    const fold = element('details', {}, element('summary', {}, countWords(statements)));
    this.fillLater(fold, () => element('ul', { class: 'claims folded' }, ...statements.map((statement) => statementElement(this.reading(event), statement))));
    return element('article', { class: 'event' }, element('h3', {}, title),
      element('p', { class: 'muted' }, [event.date_words, event.place_words].filter(Boolean).join(' · ')),
      element('p', { class: 'standing-line', data: { standing: this.reader.data.standing(event).id } }, event.standing_words[0]), fold);
  }

  /** Fills what is folded in: at rest, so that a search of the page finds it, or once it is opened. */
  fillLater(fold, make) {
    const fill = () => fold.isConnected && fold.childElementCount === 1 && fold.append(make());
    fold.addEventListener('toggle', fill);
    this.unfilled.push(fill);
  }

  fillAll() {
    for (const fill of this.unfilled.splice(0)) fill();
  }

  /** The switch that hides claims whose day is only inferred, where any of these events has one. */
  foot(events) {
    const { data, hidesInferred } = this.reader;
    const inferred = events.flatMap(({ claims }) => claims).filter(({ source }) => data.sources[source].is_inferred).length;
    if (inferred === 0) return null;
    const box = element('input', {
      type: 'checkbox', checked: hidesInferred, data: { testid: 'hide-inferred', keep: 'hide inferred' },
      onchange: ({ target }) => this.reader.hideInferred(target.checked),
    });
    const hidden = hidesInferred && ngettext('{count} claim with an inferred day is hidden.', '{count} claims with an inferred day are hidden.', inferred);
    return element('footer', { class: 'panel-foot' },
      element('label', {}, box, gettext('Hide claims whose day is only inferred')),
      element('p', { class: 'muted', role: 'status' }, hidden || ''));
  }

  hint(event) {
    return event && !this.isAsTold() && !this.reader.shown[event.index] ? gettext('Outside the days shown.') : '';
  }

  /** Goes to a claim in the list, and shows which it is. */
  reveal(id) {
    const find = () => this.root.querySelector(`.claim[data-claim="${CSS.escape(id)}"]`);
    if (!find()) this.listAll();
    const claim = find();
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    claim.focus({ preventScroll: true });
    claim.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
    claim.classList.add('revealed');
    setTimeout(() => claim.classList.remove('revealed'), FLASH);
  }

  unfold() {
    this.unfolded = true;
    this.show();
  }

  listAll() {
    this.listsAll = true;
    this.show();
  }

  symbol(event) {
    return symbolElement(this.definitions, this.reader.data.standing(event).id, { dark: this.isDark() });
  }

  button(words, onclick, label) {
    return element('button', { type: 'button', class: 'plain', onclick, 'aria-label': label, title: label }, words);
  }

  update() {
    this.show();
  }

  destroy() {
    this.unlisten();
    clearTimeout(this.timer);
    clearTimeout(this.filling);
  }
}

export const mount = (parent) => new SourcePanel(parent);
