/**
 * The fields of a proposal, to be corrected: what it says, who, when, and where.
 */
import { element } from '../dom.js';
import { gettext } from '../words.js';
import { PlaceChoice } from './place_choice.js';

let lists = 0;

export class Correction {
  constructor(work, id, desk) {
    Object.assign(this, { work, id, desk });
    const card = work.card(id);
    const isOwn = !card.merged;
    this.places = new PlaceChoice(work, id, desk);
    this.root = element('div', { class: 'correction' },
      isOwn && this.line('title', gettext('Title of the event'), card.title, gettext('Neutral and short, in your words')),
      this.text('says', gettext('What is claimed, in a sentence'), card.says),
      element('div', { class: 'pair' }, this.line('speaker', gettext('Who says so'), card.speaker), this.stance(card.stance)),
      element('div', { class: 'pair' },
        this.line('date', gettext('When'), card.date, gettext('2024-04-17 · 2024-04 · 2024-04-17~ about · [..2024-04-17] by then · empty: not known')),
        isOwn && this.kind(card.kind)),
      this.places.root);
  }

  set(name) {
    return ({ target }) => this.work.patch(this.id, { [name]: target.value });
  }

  labelled(words, field, hint) {
    return element('label', { class: 'field' }, element('span', { class: 'label' }, words), field, hint && element('span', { class: 'muted' }, hint));
  }

  line(name, words, value, hint) {
    return this.labelled(words, element('input', { type: 'text', value, autocomplete: 'off', maxLength: 1000, data: { act: `field-${name}` }, onchange: this.set(name) }), hint);
  }

  text(name, words, value) {
    return this.labelled(words, element('textarea', { rows: 3, value, maxLength: 4000, data: { act: `field-${name}` }, onchange: this.set(name) }));
  }

  stance(value) {
    const options = this.desk.stances.map(({ id, label, meaning }) => element('option', { value: id }, gettext('{label}: {meaning}', { label, meaning })));
    const field = element('select', { data: { act: 'field-stance' }, onchange: this.set('stance') }, ...options);
    field.value = value;
    return this.labelled(gettext('Stance'), field);
  }

  kind(value) {
    lists += 1;
    const list = element('datalist', { id: `draft-kinds-${lists}` }, ...this.desk.kinds().map((kind) => element('option', { value: kind })));
    const field = element('input', { type: 'text', value, autocomplete: 'off', maxLength: 200, data: { act: 'field-kind' }, onchange: this.set('kind') });
    field.setAttribute('list', list.id);
    return this.labelled(gettext('Kind'), element('span', {}, field, list));
  }

  /** The place is another: only that part is drawn anew. */
  showPlaces() {
    this.places.show();
  }

  destroy() {
    this.places.destroy();
  }
}
