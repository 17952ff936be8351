/**
 * The filters: a search and the facets of the case with counts, which come after the map's own data.
 * On the second clock they know only what had been told by then: no counts, no standings, no later names.
 */
import { fetchAnswer, loadedOnce } from './answers.js';
import { dress, element } from './dom.js';
import { TOLD } from './clocks.js';
import { readerState } from './reader_state.js';
import { gettext, ngettext } from './words.js';
import { FACETS, filterPairs, filtersIn, toggled } from './view_filters.js';

const NAMES = () => ({ kind: gettext('Kind'), standing: gettext('Standing'), source: gettext('Source'), actor: gettext('Actor') });
const TYPING = 150; // milliseconds of rest before a search is asked
const FEW = 14; // values shown before the rest is asked for
const KEPT = 32; // counts, each for other filters

const countsAt = loadedOnce(fetchAnswer, KEPT);

class Filters {
  constructor(parent) {
    this.reader = readerState();
    this.unfolded = new Set();
    this.search = element('input', { type: 'search', placeholder: gettext('title, place, speaker, claim'), autocomplete: 'off', maxLength: 200, oninput: () => this.searchSoon() });
    this.facets = element('div', { class: 'facets' });
    this.uncounted = element('p', { class: 'muted', role: 'status', hidden: true },
      gettext('What the events can be filtered by did not come.'), ' ', element('button', { type: 'button', class: 'plain', onclick: () => this.count() }, gettext('Try again')));
    this.clear = element('button', { type: 'button', class: 'plain', onclick: () => this.reader.setFilters(filtersIn(new URLSearchParams())) }, gettext('Clear filters'));
    this.root = element('section', { class: 'filters', 'aria-label': gettext('Filters') },
      element('label', {}, element('span', {}, gettext('Search')), this.search), this.uncounted, this.facets, this.clear);
    dress(parent, this.root, 'filters.css');
    this.unlisten = this.reader.listen((change) => this.hear(change));
    this.hear('data');
  }

  hear(change) {
    if (!this.reader.data) return;
    if (change === 'filters' || change === 'cover') this.show();
    else if (change === 'data' || change === 'clock') this.count();
    else if (change === 'back' && !this.uncounted.hidden) this.count();
    else if (change === 'moment') this.showTold();
  }

  searchSoon() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => {
      const { filters } = this.reader;
      this.reader.setFilters({ ...filters, q: this.search.value.trim() }, { asStep: !filters.q });
    }, TYPING);
  }

  /** Asks for the counts once the map is drawn: for the first of them the server reads the whole case. */
  async count() {
    this.show();
    const { reader } = this;
    await reader.map.drawn;
    const url = reader.answer('facets.json');
    this.asked = url;
    const whole = await this.facetsOf(`${reader.base}facets.json`);
    const counts = await this.facetsOf(url);
    if (this.asked !== url) return;
    this.uncounted.hidden = Boolean(whole && counts);
    if (!whole || !counts) return;
    Object.assign(this, { whole, counts });
    this.show();
  }

  async facetsOf(url) {
    return countsAt(url).catch(() => null);
  }

  show() {
    const { filters } = this.reader;
    const root = this.root.getRootNode();
    if (root.activeElement !== this.search) this.search.value = filters.q;
    this.clear.hidden = filterPairs(filters, this.reader).length === 0;
    if (!this.whole) return;
    const held = root.activeElement?.dataset;
    this.facets.replaceChildren(...FACETS.map((facet) => this.facet(facet)).filter(Boolean));
    this.showTold();
    if (held?.facet) this.buttons().find(({ dataset }) => dataset.facet === held.facet && dataset.value === held.value)?.focus();
  }

  facet(facet) {
    const { filters, clock } = this.reader;
    const told = clock === TOLD;
    if (!this.reader.knowsStandings && facet === 'standing') return null;
    const counts = new Map(this.counts[facet].map(({ value, count }) => [value, count]));
    const options = this.options(facet);
    if (options.length === 0) return null;
    const chosen = new Set(filters[facet]);
    const shown = this.unfolded.has(facet) ? options : options.filter(({ value }, index) => index < FEW || chosen.has(value));
    const pills = shown.map(({ value, label, since }) => element('button', {
      type: 'button', title: label, 'aria-pressed': String(chosen.has(value)), data: { facet, value, since: since ?? Infinity },
      onclick: () => this.reader.setFilters(toggled(this.reader.filters, facet, value)),
    }, element('span', {}, label), !told && ` · ${(counts.get(value) ?? 0).toLocaleString('en')}`));
    const rest = options.length - shown.length;
    if (rest) pills.push(element('button', { type: 'button', class: 'rest', onclick: () => this.unfold(facet) }, ngettext('{count} more', '{count} more', rest)));
    const name = NAMES()[facet];
    return element('div', { class: 'facet', role: 'group', 'aria-label': name }, element('h3', {}, name), ...pills);
  }

  unfold(facet) {
    this.unfolded.add(facet);
    const before = this.buttons().filter(({ dataset }) => dataset.facet === facet).length;
    this.show();
    this.buttons().filter(({ dataset }) => dataset.facet === facet)[before]?.focus();
  }

  /** The values of the whole case in its order, so that nothing moves under the pointer, then what else is chosen. */
  options(facet) {
    const chosen = this.reader.filters[facet];
    const known = this.whole[facet].filter(({ value, count }) => count || chosen.includes(value));
    const others = chosen.filter((value) => !known.some((option) => option.value === value));
    return [...known, ...others.map((value) => ({ value, label: value, since: -1 }))];
  }

  buttons() {
    return [...this.facets.querySelectorAll('button[data-facet]')];
  }

  /** Hides the values that no claim had told of by the moment. */
  showTold() {
    const { clock, order } = this.reader;
    for (const pill of this.buttons()) {
      pill.hidden = clock === TOLD && Number(pill.dataset.since) > order && pill.ariaPressed !== 'true';
    }
    for (const group of this.facets.children) group.hidden = [...group.querySelectorAll('button')].every(({ hidden }) => hidden);
  }

  update() {
    this.show();
  }

  destroy() {
    this.unlisten();
  }
}

export const mount = (parent) => new Filters(parent);
