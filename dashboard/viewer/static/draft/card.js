/**
 * One proposal: what would be claimed, and what the reader makes of it.
 */
import { element } from '../dom.js';
import { gettext, ngettext } from '../words.js';
import { kilometres } from './changes.js';
import { Correction } from './correction.js';
import { placeWords } from './work.js';

export class Card {
  /**
   * @param {import('./work.js').DraftWork} work
   * @param {string} id
   * @param {{stances: object[], geocoder: string, kinds: () => string[], eventTitle: (id: string) => string, merge: (id: string) => void, look: (id: string) => void, light: (ids: string[]) => void, placesChanged: () => void}} desk
   */
  constructor(work, id, desk) {
    Object.assign(this, { work, id, desk });
    this.root = element('article', {
      class: 'card', tabIndex: -1, data: { testid: 'proposal', card: id }, onfocusin: () => desk.look(id),
      onpointerenter: () => desk.light([id]), onpointerleave: () => desk.light([]), onclick: () => desk.look(id),
    });
    this.show();
  }

  get card() {
    return this.work.card(this.id);
  }

  get proposal() {
    return this.work.read.proposals[this.card.index];
  }

  /** Draws it anew; the focus stays where it was. */
  show() {
    const { card, work } = this;
    const had = this.root.getRootNode().activeElement;
    const control = this.root.contains(had) ? had.dataset.act ?? 'card' : null;
    const isOpen = work.correcting === this.id;
    Object.assign(this.root.dataset, { decision: card.decision });
    this.name();
    this.correction?.destroy();
    this.correction = isOpen ? new Correction(work, this.id, this.desk) : null;
    const body = card.decision === 'dropped' ? element('h3', {}, card.title) : this.body();
    this.root.replaceChildren(...[this.head(), !isOpen && body, this.correction?.root, this.problems(), this.acts(isOpen)].filter(Boolean));
    if (control) this.focus(control);
  }

  /** Something of the card is another now; fields that are being filled stay as they are. */
  hear() {
    if (!this.correction) {
      this.show();
      return;
    }
    this.name();
    this.correction.showPlaces();
    this.root.querySelector('.card-head').replaceWith(this.head());
    this.root.querySelector('.problems')?.remove();
  }

  name() {
    const { index, title } = this.card;
    this.root.setAttribute('aria-label', gettext('Proposal {number}: {title}', { number: index + 1, title }));
  }

  focus(act) {
    const found = this.root.querySelector(`[data-act="${act}"]`) ?? this.root.querySelector('.acts button:not([hidden])') ?? this.root;
    found.focus({ preventScroll: true });
  }

  head() {
    const { card } = this;
    const states = { accepted: gettext('Accepted'), dropped: gettext('Dropped') };
    const stance = this.desk.stances.find(({ id }) => id === card.stance)?.label ?? card.stance;
    return element('header', { class: 'card-head' }, element('span', { class: 'number', 'aria-hidden': 'true' }, String(card.index + 1)),
      element('p', { class: 'who' }, element('b', {}, card.speaker), ' ', element('span', { class: 'stance' }, stance), ' ',
        this.proposal.is_plan && element('span', { class: 'plan' }, gettext('a plan'))),
      states[card.decision] && element('span', { class: 'state' }, states[card.decision]));
  }

  body() {
    const { card, proposal } = this;
    return element('div', { class: 'card-body' },
      element('h3', {}, card.title),
      element('p', { class: 'facts-line' }, this.when(), ' · ', this.where()),
      this.together(), this.further(),
      proposal.doubts.length > 0 && element('ul', { class: 'doubts' }, ...proposal.doubts.map((doubt) => element('li', {}, doubt))),
      proposal.reasons.length > 0 && this.why());
  }

  why() {
    return element('details', { class: 'why' }, element('summary', {}, gettext('Why so')), element('ul', {}, ...this.proposal.reasons.map((reason) => element('li', {}, reason))));
  }

  when() {
    const { card, proposal } = this;
    if (!card.date) return gettext('no day');
    return card.date === proposal.edtf ? element('span', { title: card.date }, proposal.day) : element('code', {}, card.date);
  }

  where() {
    const { place } = this.card;
    if (!place) return gettext('no place');
    const radius = kilometres(place.radius);
    const name = placeWords(place);
    return element('span', { title: place.reason ?? '' }, radius ? gettext('{place}, within {radius} km', { place: name, radius }) : name);
  }

  /** What it is one event with, and what it then claims of that. */
  together() {
    const { merged } = this.card;
    if (!merged) return null;
    const title = merged.event ? this.desk.eventTitle(merged.event) : this.work.card(merged.card)?.title ?? '';
    const words = merged.event ? gettext('A claim about “{title}”, which the case has', { title }) : gettext('A claim about the event of proposal {number}: “{title}”', { number: merged.card.slice(1), title });
    return element('div', { class: 'together' }, element('p', {}, words, ' ', element('button', { type: 'button', class: 'plain', data: { act: 'part' }, onclick: () => this.work.merge(this.id, null) }, gettext('Part them'))),
      this.card.date && this.tick('claimsDate', gettext('It also claims that day: {day}', { day: this.card.date === this.proposal.edtf ? this.proposal.day : this.card.date })),
      this.card.place && this.tick('claimsPlace', gettext('It also claims that place: {place}', { place: placeWords(this.card.place) })));
  }

  tick(name, words) {
    const box = element('input', { type: 'checkbox', checked: this.card[name], data: { act: name }, onchange: () => this.work.patch(this.id, { [name]: box.checked }) });
    return element('label', { class: 'choice' }, box, element('span', {}, words));
  }

  /** Numbers and further places: a claim each, where it is ticked. */
  further() {
    const { card, proposal, work } = this;
    const box = (list, index, words) => {
      const set = () => work.patch(this.id, { [list]: card[list].map((is, at) => (at === index ? made.checked : is)) });
      const made = element('input', { type: 'checkbox', checked: card[list][index], data: { act: `${list}-${index}` }, onchange: set });
      return element('label', { class: 'choice' }, made, element('span', {}, words));
    };
    const names = proposal.mentions.slice(1).map((number) => work.read.places[number].candidates[0]?.name);
    const boxes = [
      ...proposal.quantities.map(({ words }, index) => box('numbers', index, gettext('claims the number: {words}', { words }))),
      ...names.map((name, index) => name && box('further', index, gettext('claims the place, too: {name}', { name }))),
    ].filter(Boolean);
    return boxes.length > 0 && element('div', { class: 'further' }, ...boxes);
  }

  problems() {
    const { problems } = this.card;
    return problems.length > 0 && element('ul', { class: 'trouble problems', role: 'alert' }, ...problems.map((message) => element('li', {}, message)));
  }

  acts(isOpen) {
    const { work, id, card } = this;
    const button = (act, words, onclick, isMain) => element('button', { type: 'button', class: isMain ? 'plain yes' : 'plain', data: { act }, onclick }, words);
    const back = button('back', gettext('Take back'), () => work.decide(id, 'open'));
    if (card.decision === 'dropped') return element('div', { class: 'acts' }, back);
    return element('div', { class: 'acts' },
      card.decision === 'accepted' ? back : button('accept', gettext('Accept'), () => work.decide(id, 'accepted'), true),
      button('correct', isOpen ? gettext('Done') : gettext('Correct'), () => work.correct(isOpen ? null : id)),
      button('merge', gettext('Same event as…'), () => this.desk.merge(id)),
      button('drop', gettext('Drop'), () => work.decide(id, 'dropped')));
  }

  destroy() {
    this.correction?.destroy();
  }
}

/** How many are decided. */
export const countWords = (cards) => {
  const count = (decision) => cards.filter((card) => card.decision === decision).length;
  const parts = [ngettext('{count} accepted', '{count} accepted', count('accepted')), ngettext('{count} open', '{count} open', count('open'))];
  const dropped = count('dropped');
  return [...parts, ...(dropped ? [ngettext('{count} dropped', '{count} dropped', dropped)] : [])].join(' · ');
};
