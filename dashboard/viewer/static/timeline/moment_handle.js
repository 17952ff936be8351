/**
 * The moment of the second clock: one handle on the lower row, for mouse, finger and keyboard. The arrow
 * keys go statement by statement, also within a day.
 */
import { element } from '../dom.js';
import { gettext } from '../words.js';
import { endOfDay, momentOf, momentWords, stopAt } from '../told.js';

const MANY = 5; // statements

export class MomentHandle {
  /**
   * @param {HTMLElement} plot holds the handle
   * @param {ReaderState} reader
   * @param {() => Axis} axis
   */
  constructor(plot, reader, axis) {
    Object.assign(this, { reader, axis });
    this.handle = element('div', {
      class: 'handle asof', role: 'slider', tabIndex: 0, 'aria-label': gettext('Told by'), 'aria-orientation': 'horizontal',
      hidden: true, data: { testid: 'timeline-asof' }, onkeydown: (event) => this.key(event),
    });
    this.track = element('div', { class: 'told-track', 'aria-hidden': 'true' });
    plot.append(this.track, this.handle);
  }

  show() {
    const { stops } = this.reader.data;
    const { moment } = this.reader;
    this.handle.hidden = this.track.hidden = stops.length === 0;
    if (stops.length === 0) return;
    const axis = this.axis();
    const inside = (x) => Math.min(Math.max(x, axis.left), axis.left + axis.width);
    const start = inside(axis.x(stops[0].day));
    const now = inside(this.x(moment));
    this.handle.style.transform = `translateX(${now}px)`;
    this.track.style.transform = `translateX(${start}px)`;
    this.track.style.width = `${Math.max(0, now - start)}px`;
    this.handle.setAttribute('aria-valuemin', '0');
    this.handle.setAttribute('aria-valuemax', String(stops.length));
    this.handle.setAttribute('aria-valuenow', String(stopAt(stops, moment) + 1));
    this.handle.setAttribute('aria-valuetext', momentWords(stops, moment));
  }

  /** Right after the last statement told, or at the day's end where none follows that day. */
  x(moment) {
    const { stops } = this.reader.data;
    const stop = stops[stopAt(stops, moment)];
    const isWithin = stop && stop.day === moment.day && stop.index < stop.of;
    return this.axis().x(moment.day + (isWithin ? stop.index / stop.of : 1));
  }

  key(event) {
    const { reader } = this;
    const { stops } = reader.data;
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: MANY, PageDown: -MANY }[event.key];
    if (step) reader.stepMoment(step);
    else if (event.key === 'Home') reader.setMoment(endOfDay(stops, stops[0].day - 1));
    else if (event.key === 'End') reader.setMoment(momentOf(stops.at(-1)));
    else return;
    event.preventDefault();
  }

  /** Takes the moment at a pixel: a statement of the day there, or the end of a day without. */
  take(x) {
    const { stops } = this.reader.data;
    if (stops.length === 0) return;
    const at = this.axis().dayAt(x);
    const day = Math.min(Math.max(Math.floor(at), stops[0].day - 1), stops.at(-1).day);
    const own = stops.filter((stop) => stop.day === day);
    const told = Math.round((at - day) * own.length);
    if (own.length === 0 || told >= own.length) this.reader.setMoment(endOfDay(stops, day));
    else if (told <= 0) this.reader.setMoment(endOfDay(stops, day - 1));
    else this.reader.setMoment(momentOf(own[told - 1]));
  }
}
