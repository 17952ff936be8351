/**
 * Where it happened: the places that the words may mean, another by its name, none, or a point set on the map.
 */
import { element } from '../dom.js';
import { post } from '../editing/case_tables.js';
import { gettext } from '../words.js';
import { kilometres } from './changes.js';
import { candidatesOf, placeOf, placeWords } from './work.js';

const METRES = 1000;
const WIDEST = 20_000; // kilometres
const NONE = 'none';
const POINT = 'point';

let groups = 0;

export class PlaceChoice {
  constructor(work, id, desk) {
    Object.assign(this, { work, id, desk, found: [] });
    groups += 1;
    this.name = `place-of-${groups}`;
    this.list = element('div', { class: 'candidates' });
    this.field = element('input', { type: 'text', autocomplete: 'off', maxLength: 200, data: { act: 'place-name' }, onkeydown: (event) => this.entered(event) });
    const asked = desk.geocoder && element('span', { class: 'muted' }, gettext('What you type here is also asked of {service} on the web, as you chose.', { service: desk.geocoder }));
    this.said = element('p', { class: 'muted', role: 'status' });
    this.radius = element('input', { type: 'text', inputMode: 'decimal', autocomplete: 'off', class: 'short', data: { act: 'radius' }, onchange: () => this.setRadius() });
    this.root = element('fieldset', { class: 'place-choice' }, element('legend', { class: 'label' }, gettext('Where')), this.list,
      element('div', { class: 'place-name' }, element('label', { class: 'field' }, element('span', { class: 'label' }, gettext('Another place')), this.field, asked),
        element('button', { type: 'button', class: 'plain', data: { act: 'look-up' }, onclick: () => this.lookUp() }, gettext('Look up'))),
      this.said,
      element('label', { class: 'field' }, element('span', { class: 'label' }, gettext('Known to within, km')), this.radius));
    this.show();
  }

  get place() {
    return this.work.card(this.id).place;
  }

  /** @returns {object[]} places to choose from, as cards keep them */
  get choices() {
    const own = candidatesOf(this.work.read, this.work.card(this.id).index).map(placeOf);
    const all = [...own, ...this.found];
    const { place } = this;
    if (place?.id && !all.some(({ id }) => id === place.id)) all.push(place);
    return all.filter((one, index) => all.findIndex(({ id }) => id === one.id) === index);
  }

  show() {
    const { place } = this;
    const chosen = place ? place.id ?? POINT : NONE;
    const had = this.list.getRootNode().activeElement;
    const focused = this.list.contains(had) ? had.value : null;
    const point = place && !place.id ? [this.option(POINT, gettext('The point on the map'), placeWords(place), chosen)] : [];
    this.list.replaceChildren(...this.choices.map((one) => this.option(one.id, placeWords(one), one.reason, chosen)), ...point,
      this.option(NONE, gettext('No place'), gettext('A click on the map sets one; by keyboard, arrows and Enter'), chosen));
    this.radius.value = kilometres(place?.radius);
    this.radius.disabled = !place;
    if (focused !== null) [...this.list.querySelectorAll('input')].find(({ value }) => value === focused)?.focus();
  }

  option(value, words, reason, chosen) {
    const radio = element('input', { type: 'radio', name: this.name, value, checked: value === chosen, onchange: () => this.choose(value) });
    return element('label', { class: 'candidate' }, radio, element('span', {}, element('b', {}, words), ' ', element('span', { class: 'muted' }, reason)));
  }

  choose(value) {
    if (value === POINT) return;
    const place = value === NONE ? null : this.choices.find(({ id }) => id === value);
    this.work.patch(this.id, { place: place && { ...place, isRadiusSet: false } });
  }

  setRadius() {
    const width = Number(this.radius.value.replace(',', '.'));
    const isGood = this.radius.value.trim() === '' || (Number.isFinite(width) && width > 0 && width <= WIDEST);
    this.say(isGood ? '' : gettext('Expected kilometres such as 0.5 or 20.'));
    if (!isGood || !this.place) return;
    this.work.patch(this.id, { place: { ...this.place, radius: this.radius.value.trim() ? Math.round(width * METRES) : null, isRadiusSet: true } });
  }

  entered(event) {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    this.lookUp();
  }

  say(words) {
    this.said.textContent = words;
  }

  async lookUp() {
    const name = this.field.value.trim();
    if (!name) return;
    this.say(gettext('Looking it up…'));
    try {
      const { candidates, place_rows: rows, note = '' } = await post('draft/places', { name });
      if (this.isGone) return;
      this.work.addPlaceRows(rows);
      this.found = candidates.map(placeOf);
      this.say([note, candidates.length ? '' : gettext('No list has “{name}”: set it on the map, or leave it without a place.', { name })].filter(Boolean).join(' '));
      if (!candidates.length) return;
      this.work.patch(this.id, { place: { ...this.found[0], isRadiusSet: false } });
      this.desk.placesChanged();
    } catch (error) {
      this.say(error.message);
    }
  }

  destroy() {
    this.isGone = true;
  }
}
