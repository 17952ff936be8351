/**
 * Play: time goes on by itself, on either clock. It runs no Python, and never begins without the reader; between
 * two steps nothing moves, so that it is the same where less motion is asked for.
 */
import { element } from '../dom.js';
import { TOLD } from '../clocks.js';
import { gettext } from '../words.js';
import { momentOf } from '../told.js';
import { edgeWindow, firstMoment, fittingUnit, GROWING, STATEMENT, stepMoment, stepsBetween, stepWindow } from './steps.js';
import { PlaySettings } from './play_settings.js';
import { stepWords } from './step_words.js';

const STATEMENT_BEAT = 1600; // milliseconds a statement stays, long enough to read who moved the needle
const DAYS_BEAT = 800;

export class Play {
  /** @param {ReaderState} reader */
  constructor(reader) {
    this.reader = reader;
    this.timer = 0;
    this.frame = 0;
    this.left = null;
    this.chosen = { told: STATEMENT, happened: 'month', days: GROWING, speed: 1, loop: false };
    this.button = element('button', { type: 'button', class: 'play', data: { testid: 'timeline-play' }, onclick: () => this.toggle() });
    this.previous = this.stepButton('‹', -1);
    this.next = this.stepButton('›', 1);
    this.settings = new PlaySettings(this);
    this.root = element('div', { class: 'player', role: 'group', 'aria-label': gettext('Play') },
      this.previous, this.button, this.next, this.settings.button, this.settings.root);
    this.onHidden = () => document.hidden && this.stop();
    document.addEventListener('visibilitychange', this.onHidden);
    this.label();
  }

  stepButton(sign, by) {
    return element('button', { type: 'button', onclick: () => this.step(by) }, sign);
  }

  get isPlaying() {
    return this.timer !== 0 || this.frame !== 0;
  }

  get isTold() {
    return this.reader.clock === TOLD;
  }

  /** Whether the case has anything to step through by the present clock. */
  get isPossible() {
    const { data } = this.reader;
    return this.isTold ? data.stops.length > 0 : data.span.to > data.span.from;
  }

  /** The days that Play goes through. */
  get reach() {
    const { data: { stops, span }, from } = this.reader;
    if (this.isTold) return { from: stops[0].day, to: stops.at(-1).day };
    return { from: this.chosen.days === GROWING ? from : span.from, to: span.to };
  }

  /** The unit asked for, the one taken instead where that is too fine, and how many steps the former would be. */
  get unit() {
    const asked = this.isTold ? this.chosenTold : this.chosen.happened;
    const { from, to } = this.reach;
    const count = asked === STATEMENT ? this.reader.data.stops.length : stepsBetween(from, to, asked);
    return { asked, taken: fittingUnit(from, to, asked), count };
  }

  /** A large case goes by days. */
  get chosenTold() {
    return this.goesByDays && this.chosen.told === STATEMENT ? 'day' : this.chosen.told;
  }

  get goesByDays() {
    return this.reader.data.isLarge;
  }

  /** Takes part of the settings that the popover offers. */
  choose(part) {
    if ('unit' in part) this.chosen[this.isTold ? 'told' : 'happened'] = part.unit;
    else Object.assign(this.chosen, part);
    this.show();
  }

  show() {
    this.root.hidden = !this.isPossible;
    if (!this.isPossible) {
      this.stop();
      return;
    }
    this.stopWhenMoved();
    this.label();
    this.settings.show();
    const { taken } = this.unit;
    for (const [button, by] of [[this.previous, -1], [this.next, 1]]) {
      button.title = stepWords(taken, by);
      button.setAttribute('aria-label', button.title);
    }
  }

  label() {
    const words = this.isPlaying ? gettext('❚❚ Pause') : gettext('▶ Play');
    if (this.button.textContent !== words) this.button.textContent = words;
    this.button.setAttribute('aria-pressed', String(this.isPlaying));
  }

  /** Play has no hold on the reader: what moved time otherwise (a handle, a typed day, the other clock) ends it. */
  stopWhenMoved() {
    if (this.isPlaying && this.where !== this.left) this.stop();
  }

  /** A moment or a window by the present clock as one value, to compare. */
  markOf({ day, order, from, to }) {
    return JSON.stringify(this.isTold ? [TOLD, day, order] : [from, to]);
  }

  get where() {
    return this.markOf(this.isTold ? this.reader.moment : this.reader);
  }

  toggle() {
    if (this.isPlaying) {
      this.stop();
      return;
    }
    if (!this.isPossible) return;
    if (!this.neighbour(1)) this.goTo(this.edge(-1));
    this.left = this.where;
    this.wait(performance.now());
    this.label();
  }

  /** @returns {object | null} the moment or the window a step on or back, null at the end */
  neighbour(by) {
    const { data, moment } = this.reader;
    const { taken } = this.unit;
    if (this.isTold) return stepMoment(data.stops, moment, taken, by);
    return stepWindow(data.span, this.reader, { unit: taken, days: this.chosen.days }, by);
  }

  /** @returns {object} the first or the last moment or window */
  edge(by) {
    const { data } = this.reader;
    if (this.isTold) return by > 0 ? momentOf(data.stops.at(-1)) : firstMoment(data.stops);
    return edgeWindow(data.span, this.reader, { unit: this.unit.taken, days: this.chosen.days }, by);
  }

  goTo(place) {
    if (!place) return;
    if (this.isTold) this.reader.setMoment(place);
    else this.reader.setWindow(place.from, place.to);
  }

  /** A step by the reader's own hand. */
  step(by) {
    this.stop();
    this.goTo(this.neighbour(by));
  }

  /** To the first or the last by the reader's own hand. */
  leap(by) {
    this.stop();
    this.goTo(this.edge(by));
  }

  /** The next step is asked for only once this one was painted: a slow machine is slower, it never has steps to catch up. */
  wait(since) {
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      const beat = (this.unit.taken === STATEMENT ? STATEMENT_BEAT : DAYS_BEAT) / this.chosen.speed;
      this.timer = setTimeout(() => this.beat(), Math.max(0, since + beat - performance.now()));
    });
  }

  beat() {
    const begun = performance.now();
    const next = this.neighbour(1) ?? (this.chosen.loop ? this.edge(-1) : null);
    if (next) {
      this.left = this.markOf(next);
      this.goTo(next);
    }
    this.timer = 0;
    if (next && (this.chosen.loop || this.neighbour(1))) this.wait(begun);
    else this.stop();
  }

  stop() {
    clearTimeout(this.timer);
    cancelAnimationFrame(this.frame);
    this.timer = this.frame = 0;
    this.label();
  }

  destroy() {
    this.stop();
    document.removeEventListener('visibilitychange', this.onHidden);
  }
}
