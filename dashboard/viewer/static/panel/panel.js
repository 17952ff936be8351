/**
 * The source panel: the selected event with its claims, or the claims of the window's events, newest first.
 */
import { dress, element } from '../dom.js';
import { elementIsDark } from '../theme.js';
import { symbolDefinitions, symbolElement } from '../symbols.js';
import { TOLD } from '../clocks.js';
import { readerState } from '../reader_state.js';
import { claimElement } from './claim.js';
import { askFirst } from '../present/ask_first.js';

const REST = 100; // milliseconds
const MOST = 60; // events listed at once

class SourcePanel {
  constructor(parent) {
    this.reader = readerState();
    this.limit = MOST;
    this.opened = new Set();
    this.root = element('section', { class: 'panel', 'aria-label': 'Sources', tabIndex: -1, data: { testid: 'source-panel' } });
    dress(parent, this.root, new URL('panel.css', import.meta.url).href);
    this.unlisten = this.reader.listen((change) => this.hear(change));
    symbolDefinitions.then((definitions) => {
      this.definitions = definitions;
      this.show();
    });
  }

  hear(change) {
    if (change === 'window' || change === 'moment') this.timer ||= setTimeout(() => this.show(), REST);
    else {
      this.limit = MOST;
      this.key = null;
      this.show();
      if (change === 'selection') this.root.scrollTop = 0;
    }
  }

  show() {
    clearTimeout(this.timer);
    this.timer = 0;
    const { data, selected, place } = this.reader;
    if (!data || !this.definitions) return;
    const events = (selected ? [selected] : this.listed(place)).map((event) => this.reader.read(event));
    const read = events.map(({ id, claims, date_words: days }) => [id, claims.length, days]);
    const key = JSON.stringify([data.url, selected?.id, place, this.limit, this.isDark(), read, this.toldOf(events), this.hint(selected)]);
    if (key === this.key) return;
    this.key = key;
    this.root.replaceChildren(...(selected ? this.oneEvent(events[0]) : this.list(events, place)));
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

  /** The window's events, or those of one place, by their newest claim. */
  listed(place) {
    const { data, shown } = this.reader;
    const { order } = this.reader;
    const newest = (event) => data.claimsOf[event.index].findLast((claim) => claim.order <= order)?.order ?? -1;
    return data.events
      .filter((event) => shown[event.index])
      .filter((event) => !place || this.reader.read(event).places.some((index) => data.places[index].id === place))
      .sort((one, other) => newest(other) - newest(one));
  }

  list(events, place) {
    const { data } = this.reader;
    const name = place && data.places.find(({ id }) => id === place)?.name;
    const number = `${events.length} event${events.length === 1 ? '' : 's'}`;
    const told = this.reader.clock === TOLD;
    const heading = name ? `${name}: ${events.length}` : `${number} ${told ? 'told' : 'in these days'}`;
    const head = element('div', { class: 'panel-head' }, element('h2', {}, heading),
      name && this.button('All events', () => this.reader.select(null, null)));
    if (events.length === 0) return [head, element('p', { class: 'muted' }, told
      ? 'Nothing had been told by then.' : 'No event in these days. Widen the window or change the filters.')];
    const groups = events.slice(0, this.limit).map((event) => this.group(event));
    if (events.length > this.limit) groups.push(this.more(events.length - this.limit));
    return [head, ...groups];
  }

  more(count) {
    return this.button(`${count} more`, () => {
      this.limit += MOST;
      this.show();
    });
  }

  /** An event of the list, with its claims folded in. */
  group(event) {
    const { data } = this.reader;
    const { claims } = event;
    const title = element('button', { type: 'button', class: 'event-title', onclick: () => this.reader.select(event.id) },
      this.symbol(event), element('span', {}, event.title));
    const lines = element('ul', { class: 'claims folded' }, ...[...claims].reverse().map((claim) => claimElement(data, claim, this.reader.order, this.opened)));
    const fold = element('details', {},
      element('summary', {}, `${claims.length} claim${claims.length === 1 ? '' : 's'}`), lines);
    return element('article', { class: 'event' }, element('h3', {}, title),
      element('p', { class: 'muted' }, [event.date_words, event.place_words].filter(Boolean).join(' · ')),
      element('p', { class: 'standing-line', data: { standing: data.standing(event).id } }, event.standing_words[0]), fold);
  }

  oneEvent(event) {
    const { data } = this.reader;
    const claims = [...event.claims].reverse();
    const head = element('div', { class: 'panel-head' },
      element('h2', {}, this.symbol(event), event.title),
      this.button('×', () => this.reader.select(null, null), 'Close: all events'));
    const facts = [event.date_words, event.date_basis && `(${event.date_basis})`, event.place_words && `· ${data.placeWordsInFull(event.places)}`];
    return [
      head,
      element('p', { class: 'muted' }, facts.filter(Boolean).join(' ')),
      this.hint(event) && element('p', { class: 'hint' }, this.hint(event)),
      askFirst(this.reader, event, this.standing(event)),
      event.description && element('p', { class: 'description' }, event.description),
      element('h3', { class: 'claims-head' }, `${claims.length} claim${claims.length === 1 ? '' : 's'}, newest first`),
      element('ul', { class: 'claims' }, ...claims.map((claim) => claimElement(data, claim, this.reader.order, this.opened))),
    ].filter(Boolean);
  }

  hint(event) {
    return event && this.reader.clock !== TOLD && !this.reader.shown[event.index] ? 'Outside the days shown.' : '';
  }

  standing(event) {
    const { id } = this.reader.data.standing(event);
    const [first, ...beside] = event.standing_words;
    return element('div', { class: 'standing', data: { testid: 'standing', standing: id } },
      element('p', { class: 'standing-name' }, first), ...beside.map((sentence) => element('p', { class: 'muted' }, sentence)));
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
  }
}

export const mount = (parent) => new SourcePanel(parent);
