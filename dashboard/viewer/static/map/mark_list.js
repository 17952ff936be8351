/**
 * The drawn marks as a list of buttons, for the keyboard and for screen readers. It shows itself
 * while one of them has the focus.
 */
import { gettext, ngettext } from '../words.js';

const MOST = 200;

export class MarkList {
  /**
   * @param {HTMLElement} parent
   * @param {{select: (event: string) => void, point: (index: number | null) => void}} actions
   */
  constructor(parent, { select, point }) {
    this.root = document.createElement('div');
    this.root.className = 'mark-list';
    this.root.setAttribute('role', 'toolbar');
    this.root.setAttribute('aria-orientation', 'vertical');
    this.root.setAttribute('aria-label', gettext('Events on the map'));
    this.root.addEventListener('keydown', (event) => this.step(event));
    this.root.addEventListener('click', ({ target }) => target.dataset.event && select(target.dataset.event));
    this.root.addEventListener('focusin', ({ target }) => point(Number(target.dataset.index)));
    this.root.addEventListener('focusout', () => point(null));
    window.L.DomEvent.disableClickPropagation(this.root);
    parent.append(this.root);
  }

  /**
   * @param {{index: number, id: string}[]} events those drawn
   * @param {string | null} selected
   * @param {(event: object) => string} words what a button says
   */
  show(events, selected, words) {
    const listed = events.slice(0, MOST).map((event) => [event, words(event)]);
    const key = `${selected}|${listed.map(([, said]) => said).join('|')}|${events.length}`;
    if (key === this.key) return;
    this.key = key;
    const focused = this.root.contains(document.activeElement) ? document.activeElement.dataset.event : null;
    const buttons = listed.map(([event, said]) => button(event, said, event.id === selected));
    const current = buttons.find(({ dataset }) => dataset.event === (focused ?? selected)) ?? buttons[0];
    if (current) current.tabIndex = 0;
    if (events.length > MOST) buttons.push(more(events.length - MOST));
    this.root.replaceChildren(...buttons);
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

function button({ index, id }, words, selected) {
  const element = document.createElement('button');
  element.type = 'button';
  element.tabIndex = -1;
  element.dataset.event = id;
  element.dataset.index = String(index);
  element.setAttribute('aria-pressed', String(selected));
  element.textContent = words;
  return element;
}

function more(count) {
  const element = document.createElement('p');
  element.textContent = ngettext('and {count} more: choose fewer days or a filter', 'and {count} more: choose fewer days or a filter', count);
  return element;
}
