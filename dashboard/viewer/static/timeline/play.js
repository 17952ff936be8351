/**
 * Play: the second clock goes on by itself, statement by statement.
 */
import { element } from '../dom.js';
import { momentOf, stopAt, endOfDay } from '../told.js';

const BEAT = 1600; // milliseconds a statement stays, long enough to read who moved the needle

export class Play {
  /** @param {ReaderState} reader */
  constructor(reader) {
    this.reader = reader;
    this.timer = 0;
    this.button = element('button', { type: 'button', class: 'play', data: { testid: 'timeline-play' }, onclick: () => this.toggle() });
    this.previous = this.step('‹', 'Previous statement', -1);
    this.next = this.step('›', 'Next statement', 1);
    this.root = element('div', { class: 'player', role: 'group', 'aria-label': 'Play' }, this.previous, this.button, this.next);
    this.show();
  }

  step(sign, label, by) {
    return element('button', { type: 'button', 'aria-label': label, title: label, onclick: () => {
      this.stop();
      this.reader.stepMoment(by);
    } }, sign);
  }

  get isPlaying() {
    return this.timer !== 0;
  }

  show() {
    this.button.textContent = this.isPlaying ? '❚❚ Pause' : '▶ Play';
    this.button.setAttribute('aria-pressed', String(this.isPlaying));
  }

  toggle() {
    if (this.isPlaying) {
      this.stop();
      return;
    }
    const { stops } = this.reader.data;
    if (stopAt(stops, this.reader.moment) === stops.length - 1) this.reader.setMoment(endOfDay(stops, stops[0].day - 1));
    this.timer = setInterval(() => this.beat(), BEAT);
    this.show();
  }

  beat() {
    const { stops } = this.reader.data;
    const next = stopAt(stops, this.reader.moment) + 1;
    if (next < stops.length) this.reader.setMoment(momentOf(stops[next]));
    if (next >= stops.length - 1) this.stop();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    this.show();
  }
}
