/**
 * The drawn marks as a list of buttons, for the keyboard and for screen readers: events, then region marks. It
 * shows itself while one of them has the focus.
 */
import { gettext, ngettext } from '../words.js';

const MOST = 200; // events

export class MarkList {
  /**
   * @param {HTMLElement} parent
   * @param {object} actions
   * @param {(event: string | null, place: string | null) => void} actions.select one of them, by its id
   * @param {(mark: {event: number | null, place: string | null} | null) => void} actions.point an event's index or a place's id
   */
  constructor(parent, { select, point }) {
    this.root = document.createElement('div');
    this.root.className = 'mark-list';
    this.root.setAttribute('role', 'toolbar');
    this.root.setAttribute('aria-orientation', 'vertical');
    this.root.setAttribute('aria-label', gettext('Events on the map'));
    this.root.addEventListener('keydown', (event) => this.step(event));
    this.root.addEventListener('click', ({ target: { dataset: { event = null, place = null } } }) => (event || place) && select(event, place));
    this.root.addEventListener('focusin', ({ target: { dataset: { index, place = null } } }) =>
      point({ event: index === undefined ? null : Number(index), place }));
    this.root.addEventListener('focusout', () => point(null));
    window.L.DomEvent.disableClickPropagation(this.root);
    parent.append(this.root);
  }

  /**
   * @param {{index: number, id: string}[]} events those drawn
   * @param {{place: object, count: number}[]} regions region marks, with how many events they hold
   * @param {{event: string | null, place: string | null}} selected
   * @param {(event: object) => string} words what an event's button says
   */
  show(events, regions, selected, words) {
    const marks = [
      ...events.slice(0, MOST).map((event) => ({ data: { event: event.id, index: String(event.index) }, words: words(event), pressed: event.id === selected.event })),
      ...regions.map(({ place, count }) => ({ data: { place: place.id }, words: regionWords(place, count), pressed: !selected.event && place.id === selected.place })),
    ];
    const key = JSON.stringify([marks, events.length]);
    if (key === this.key) return;
    this.key = key;
    const focused = this.root.contains(document.activeElement) ? { ...document.activeElement.dataset } : null;
    const buttons = marks.map(button);
    const isFocused = ({ dataset }) => dataset.event === focused?.event && dataset.place === focused?.place;
    const current = buttons.find((one) => (focused ? isFocused(one) : one.ariaPressed === 'true')) ?? buttons[0];
    if (current) current.tabIndex = 0;
    const listed = [...buttons];
    if (events.length > MOST) listed.splice(MOST, 0, more(events.length - MOST));
    this.root.replaceChildren(...listed);
    if (focused) current?.focus({ preventScroll: true });
  }

  step(event) {
    const buttons = [...this.root.querySelectorAll('button')];
    const now = buttons.indexOf(document.activeElement);
    const to = { ArrowDown: now + 1, ArrowRight: now + 1, ArrowUp: now - 1, ArrowLeft: now - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || !buttons[to]) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[now].tabIndex = -1;
    buttons[to].tabIndex = 0;
    buttons[to].focus();
  }
}

const regionWords = (place, count) => ngettext('{place}: list its {count} event', '{place}: list its {count} events', count, { place: place.name });

function button({ data, words, pressed }) {
  const element = document.createElement('button');
  element.type = 'button';
  element.tabIndex = -1;
  Object.assign(element.dataset, data);
  element.setAttribute('aria-pressed', String(pressed));
  element.textContent = words;
  return element;
}

function more(count) {
  const element = document.createElement('p');
  element.textContent = ngettext('and {count} more: choose fewer days or a filter', 'and {count} more: choose fewer days or a filter', count);
  return element;
}
