/**
 * The drawn marks as a list of buttons, for the keyboard and for screen readers. It shows itself while one of them has
 * the focus.
 */
import { gettext, ngettext } from '../words.js';

export const MOST = 200; // of one sort

/**
 * @typedef {{event?: string, place?: string, cell?: string, index?: string}} MarkData what a button stands for: an event's id and
 *   index, a place's id, a cell's index
 */

export class MarkList {
  /**
   * @param {HTMLElement} parent
   * @param {object} actions
   * @param {(event: string | null, place: string | null) => void} actions.select one of them, by its id
   * @param {(cell: number) => void} actions.open a cell
   * @param {(mark: {event: number | null, place: string | null, cell: number | null} | null) => void} actions.point an event's index, a
   *   place's id, a cell's index
   */
  constructor(parent, { select, open, point }) {
    this.root = document.createElement('div');
    this.root.className = 'mark-list';
    this.root.setAttribute('role', 'toolbar');
    this.root.setAttribute('aria-orientation', 'vertical');
    this.root.setAttribute('aria-label', gettext('Events on the map'));
    this.root.addEventListener('keydown', (event) => this.step(event));
    this.root.addEventListener('click', ({ target: { dataset: { event = null, place = null, cell } } }) => {
      if (cell !== undefined) open(Number(cell));
      else if (event || place) select(event, place);
    });
    const number = (text) => (text === undefined ? null : Number(text));
    this.root.addEventListener('focusin', ({ target: { dataset: { index, cell, place = null } } }) =>
      point({ event: number(index), cell: number(cell), place }));
    this.root.addEventListener('focusout', () => point(null));
    window.L.DomEvent.disableClickPropagation(this.root);
    parent.append(this.root);
  }

  /**
   * @param {{data: MarkData, words: string, pressed: boolean}[]} marks
   * @param {{at: number, count: number}} [left] how many are left out, and after which button that is said
   */
  show(marks, left = { at: 0, count: 0 }) {
    const key = JSON.stringify([marks, left]);
    if (key === this.key) return;
    this.key = key;
    const focused = this.root.contains(document.activeElement) ? { ...document.activeElement.dataset } : null;
    const buttons = marks.map(button);
    const isFocused = ({ dataset }) => ['event', 'place', 'cell'].every((name) => dataset[name] === focused[name]);
    const current = buttons.find((one) => (focused ? isFocused(one) : one.ariaPressed === 'true')) ?? buttons[0];
    if (current) current.tabIndex = 0;
    const listed = [...buttons];
    if (left.count > 0) listed.splice(left.at, 0, more(left.count));
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
