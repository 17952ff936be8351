/**
 * The table: the events that the reader sees, by the same filters, clock, days and selection as the map.
 */
import { dress, element } from '../dom.js';
import { TOLD } from '../clocks.js';
import { mapLink } from '../pages/links.js';
import { readerState } from '../reader_state.js';
import { symbolDefinitions, symbolElement } from '../symbols.js';
import { elementIsDark } from '../theme.js';
import { gettext, ngettext } from '../words.js';
import { save } from '../export/making.js';
import { inSightWords, pageButtons } from '../cells/page_words.js';
import { csvOf, fileName, geojsonOf } from './downloads.js';
import { COLUMNS, rowsOf, sorted } from './rows.js';

const REST = 60; // milliseconds
const PAGE = 100; // rows drawn at once

let sorting = { by: 'when', falling: false }; // kept while the reader goes to another page and back

class EventTable {
  constructor(parent) {
    this.reader = readerState();
    this.page = 0;
    this.rows = [];
    this.count = element('p', { class: 'count', role: 'status', data: { testid: 'table-count' } });
    this.downloads = element('div', { class: 'downloads', role: 'group', 'aria-label': gettext('Download what the table shows') },
      element('span', { class: 'muted', 'aria-hidden': 'true' }, gettext('Download')),
      this.button('CSV', () => this.download('csv', 'text/csv', csvOf)),
      this.button('GeoJSON', () => this.download('geojson', 'application/geo+json', geojsonOf)));
    this.head = element('tr', { role: 'row' }, ...COLUMNS.map((column) => this.headCell(column)));
    this.body = element('tbody', { role: 'rowgroup', onkeydown: (event) => this.step(event) });
    this.empty = element('p', { class: 'empty muted' });
    this.pager = element('nav', { class: 'pager', 'aria-label': gettext('Rows of the table') });
    this.table = element('table', { role: 'table', data: { testid: 'event-table' } },
      element('caption', {}, gettext('Events shown')), element('thead', { role: 'rowgroup' }, this.head), this.body);
    const takeOver = () => { this.isScrolled = true; };
    this.scroller = element('div', { class: 'scroller', onwheel: takeOver, onpointerdown: takeOver, onkeydown: takeOver }, this.table, this.empty);
    this.root = element('section', { class: 'table-view', 'aria-label': gettext('Table of events') },
      element('div', { class: 'bar' }, this.count, this.downloads), this.scroller, this.pager);
    const dressed = dress(parent, this.root, 'table/table.css');
    this.unlisten = this.reader.listen((change) => this.hear(change));
    this.resized = new ResizeObserver(() => !this.isScrolled && this.scrollToSelected());
    this.resized.observe(this.scroller);
    Promise.all([symbolDefinitions, dressed]).then(([definitions]) => {
      this.definitions = definitions;
      this.show();
      this.showSelected();
    });
  }

  button(words, onclick) {
    return element('button', { type: 'button', class: 'plain', onclick }, words);
  }

  headCell({ id, label, falls = false }) {
    const sort = () => {
      sorting = { by: id, falling: sorting.by === id ? !sorting.falling : falls };
      this.page = 0;
      this.scroller.scrollTop = 0;
      this.show();
    };
    return element('th', { role: 'columnheader', scope: 'col', class: id, data: { column: id } },
      element('button', { type: 'button', onclick: sort }, label()));
  }

  hear(change) {
    if (change === 'window' || change === 'moment') this.timer ||= setTimeout(() => this.show(), REST);
    else if (change !== 'filters') {
      this.show();
      if (change !== 'trouble') this.showSelected();
    }
  }

  show() {
    clearTimeout(this.timer);
    this.timer = 0;
    const { data, selected } = this.reader;
    if (!data || !this.definitions) return;
    this.rows = data.page ? rowsOf(this.reader) : sorted(rowsOf(this.reader), sorting);
    this.page = Math.max(0, Math.min(this.page, Math.ceil(this.rows.length / PAGE) - 1));
    const listed = this.rows.slice(this.page * PAGE, (this.page + 1) * PAGE);
    const dark = elementIsDark(this.root, '--surface');
    const words = listed.map(({ id, when, standing, where, claims, sources }) => [id, when, standing, where, claims, sources.length]);
    const key = JSON.stringify([data.url, this.rows.length, sorting, selected?.id, dark, words]);
    if (key === this.key) return;
    this.key = key;
    this.showFrame();
    const focused = this.root.getRootNode().activeElement?.closest('tr')?.dataset.event;
    this.body.replaceChildren(...listed.map((row) => this.row(row, row.id === selected?.id, dark)));
    const buttons = this.buttons();
    const current = buttons.find((button) => button.closest('tr').dataset.event === (focused ?? selected?.id)) ?? buttons[0];
    if (current) current.tabIndex = 0;
    if (focused) current?.focus({ preventScroll: true });
  }

  /** What stands round the rows: how many, how they are sorted, or why there are none. */
  showFrame() {
    const { data } = this.reader;
    const { length } = this.rows;
    const { total, sent, matched } = data.counts;
    this.count.textContent = gettext('{count} of {total} events', { count: length.toLocaleString('en'), total: total.toLocaleString('en') });
    for (const cell of this.head.children) {
      const direction = sorting.falling ? 'descending' : 'ascending';
      cell.setAttribute('aria-sort', cell.dataset.column === sorting.by && !data.isLarge ? direction : 'none');
      cell.firstChild.disabled = data.isLarge; // what is listed is one page of many, the newest first
    }
    this.downloads.hidden = data.isLarge; // it would be that page alone: Export writes what is shown
    for (const button of this.downloads.querySelectorAll('button')) button.disabled = length === 0;
    this.table.hidden = length === 0;
    this.empty.hidden = length > 0;
    if (total === 0) this.empty.textContent = gettext('This case has no event to show.');
    else if (this.reader.clock === TOLD) this.empty.textContent = gettext('Nothing had been told by then.');
    else this.empty.textContent = gettext('No event in these days. Widen the window or change the filters.');
    if (data.isLarge) this.count.textContent = listedWords(this.reader);
    else if (sent < matched) this.count.textContent += ` · ${gettext('the newest that the filters leave')}`;
    this.showPager();
  }

  showPager() {
    const { length } = this.rows;
    const { data: { page }, large } = this.reader;
    if (page) {
      this.pager.hidden = page.pages === 1;
      this.pager.replaceChildren(...pageButtons(page, (words, to) => this.button(words, () => large.turn(to))));
      return;
    }
    this.pager.hidden = length <= PAGE;
    const number = (count) => count.toLocaleString('en');
    const [first, last] = [this.page * PAGE + 1, Math.min((this.page + 1) * PAGE, length)];
    const turn = (by, words, disabled) => {
      const button = this.button(words, () => this.turn(by));
      button.disabled = disabled;
      return button;
    };
    this.pager.replaceChildren(
      turn(-1, gettext('Previous'), this.page === 0),
      element('span', { role: 'status' }, gettext('Rows {first} to {last} of {all}', { first: number(first), last: number(last), all: number(length) })),
      turn(1, gettext('Next'), last === length));
  }

  turn(by) {
    this.page += by;
    this.scroller.scrollTop = 0;
    this.show();
    const [previous, next] = this.pager.querySelectorAll('button');
    const pressed = by < 0 ? previous : next;
    (pressed.disabled ? (by < 0 ? next : previous) : pressed).focus();
  }

  row(row, isSelected, dark) {
    const select = () => this.reader.select(row.id);
    const cell = (id, ...content) => element('td', { role: 'cell', class: id }, ...content);
    const none = (words) => element('span', { class: 'muted' }, words);
    const title = element('button', { type: 'button', class: 'title-button', tabIndex: -1, 'aria-pressed': String(isSelected) }, row.title);
    return element('tr', { role: 'row', class: isSelected ? 'selected' : '', data: { event: row.id, standing: row.standing }, onclick: select },
      cell('title', title, isSelected && row.places.length > 0 && mapLink(this.reader, row.id, gettext('Show on the map'))),
      cell('kind', row.kind),
      cell('when', row.when || none(gettext('no day known'))),
      cell('where', row.where || none(gettext('without a place'))),
      cell('standing', symbolElement(this.definitions, row.standing, { dark }), element('span', { title: row.standing_words[0] }, row.standing_label)),
      cell('claims', this.number(row.claims, ngettext('claim', 'claims', row.claims))),
      cell('sources', this.number(row.sources.length, ngettext('source', 'sources', row.sources.length))));
  }

  /** A number; where the rows are stacked its unit stands beside it. */
  number(count, unit) {
    return element('span', {}, count.toLocaleString('en'), element('span', { class: 'unit' }, ` ${unit}`));
  }

  buttons() {
    return [...this.body.querySelectorAll('.title-button')];
  }

  /** Up and down through the rows' titles. */
  step(event) {
    const buttons = this.buttons();
    const now = buttons.indexOf(event.target);
    if (now < 0) return;
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || !buttons[to]) return;
    event.preventDefault();
    buttons[now].tabIndex = -1;
    buttons[to].tabIndex = 0;
    buttons[to].focus();
  }

  /** Turns to the page with the selected event, and to its row. */
  showSelected() {
    const { selected } = this.reader;
    const place = selected ? this.rows.findIndex(({ id }) => id === selected.id) : -1;
    if (place < 0) return;
    this.page = Math.floor(place / PAGE);
    this.show();
    this.isScrolled = false;
    this.scrollToSelected();
  }

  /** Until the reader scrolls, the selected row stays in sight, too, where the table gets less room. */
  scrollToSelected() {
    this.body.querySelector('.selected')?.scrollIntoView({ block: 'nearest' });
  }

  download(ending, type, written) {
    save(fileName(this.reader, ending), new Blob([written(this.rows, this.reader.data.about.title)], { type: `${type};charset=utf-8` }));
  }

  update() {
    this.show();
  }

  destroy() {
    this.unlisten();
    this.resized.disconnect();
    clearTimeout(this.timer);
  }
}

/** What of a large case the table lists; on the second clock its whole number would tell of later events. */
function listedWords({ data: { page, counts }, count, clock }) {
  if (count === null) return gettext('Counting…');
  const [shown, total] = [count, counts.total].map((number) => number.toLocaleString('en'));
  const all = clock === TOLD ? ngettext('{count} event told', '{count} events told', count) : gettext('{count} of {total} events', { count: shown, total });
  return page ? `${all} · ${inSightWords(page)}` : all;
}

export const mount = (parent) => new EventTable(parent);
