/**
 * The window of days: two handles and the stretch between them, for mouse, finger and keyboard.
 */
import { element } from '../dom.js';
import { dayWords, rangeWords } from '../calendar.js';
import { TOLD } from '../clocks.js';
import { gettext } from '../words.js';

const MONTH = 30;
const WEEK = 7;
const CLICK = 4; // CSS pixels; less is a click

export class WindowHandles {
  /**
   * @param {HTMLElement} plot holds the handles; its left edge is pixel 0 of the axis
   * @param {ReaderState} reader
   * @param {() => Axis} axis
   * @param {(point: {x: number, y: number}) => void} click
   */
  constructor(plot, reader, axis, click) {
    Object.assign(this, { plot, reader, axis, click });
    this.body = this.slider('timeline-window', gettext('Days shown, move both ends'), 'body');
    this.from = this.slider('timeline-from', gettext('First day shown'), 'handle from');
    this.to = this.slider('timeline-to', gettext('Last day shown'), 'handle to');
    plot.append(this.body, this.from, this.to);
    plot.addEventListener('pointerdown', (event) => this.grab(event));
  }

  slider(testid, label, kind) {
    return element('div', {
      class: kind, role: 'slider', tabIndex: 0, 'aria-label': label, 'aria-orientation': 'horizontal',
      hidden: true, data: { testid }, onkeydown: (event) => this.key(event),
    });
  }

  /** Puts the handles where the window is, and says the days. */
  show() {
    const { reader, from, to, body } = this;
    const axis = this.axis();
    const inside = (x) => Math.min(Math.max(x, axis.left), axis.left + axis.width);
    const left = inside(axis.x(reader.from));
    const right = inside(axis.x(reader.to + 1));
    from.style.transform = `translateX(${left}px)`;
    to.style.transform = `translateX(${right}px)`;
    body.style.transform = `translateX(${left}px)`;
    body.style.width = `${Math.max(2, right - left)}px`;
    from.classList.toggle('beyond', axis.x(reader.from) < axis.left);
    to.classList.toggle('beyond', axis.x(reader.to + 1) > axis.left + axis.width + 1);
    this.say(from, reader.from, reader.data.span.from, reader.to, dayWords(reader.from));
    this.say(to, reader.to, reader.from, reader.data.span.to, dayWords(reader.to));
    const { span } = reader.data;
    this.say(body, reader.from, span.from, span.to, rangeWords(reader.from, reader.to));
  }

  say(slider, now, least, most, words) {
    slider.hidden = false;
    slider.setAttribute('aria-valuemin', least);
    slider.setAttribute('aria-valuemax', most);
    slider.setAttribute('aria-valuenow', now);
    slider.setAttribute('aria-valuetext', words);
  }

  key(event) {
    const { reader } = this;
    const { span } = reader.data;
    const day = event.shiftKey ? WEEK : 1;
    const step = { ArrowRight: day, ArrowUp: day, ArrowLeft: -day, ArrowDown: -day, PageUp: MONTH, PageDown: -MONTH }[event.key];
    const limit = { Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined && limit === undefined) return;
    event.preventDefault();
    const by = step ?? limit;
    if (event.currentTarget === this.body) this.shift(reader.from, reader.to, by);
    else if (event.currentTarget === this.from) reader.setWindow(clamp(reader.from + by, span.from, reader.to), reader.to);
    else reader.setWindow(reader.from, clamp(reader.to + by, reader.from, span.to));
  }

  /** Moves both ends by whole days and keeps the stretch between them. */
  shift(from, to, by) {
    const { span } = this.reader.data;
    const days = Math.round(clamp(by, span.from - from, span.to - to));
    this.reader.setWindow(from + days, to + days);
  }

  grab(event) {
    if (event.button !== 0 || !this.reader.data) return;
    const start = { x: this.x(event), y: this.y(event), from: this.reader.from, to: this.reader.to };
    const move = this.gesture(event.target, start);
    let moved = false;
    this.plot.setPointerCapture(event.pointerId);
    const onMove = (next) => {
      moved ||= Math.abs(this.x(next) - start.x) > CLICK;
      if (moved) move(this.x(next));
    };
    const onEnd = (last) => {
      this.plot.removeEventListener('pointermove', onMove);
      this.plot.removeEventListener('pointerup', onEnd);
      this.plot.removeEventListener('pointercancel', onEnd);
      this.plot.classList.remove('dragging');
      if (!moved && last.type === 'pointerup') this.click(start);
      this.reader.address.write();
    };
    this.plot.classList.add('dragging');
    this.plot.addEventListener('pointermove', onMove);
    this.plot.addEventListener('pointerup', onEnd);
    this.plot.addEventListener('pointercancel', onEnd);
    event.preventDefault();
    if (event.target.tabIndex >= 0) event.target.focus({ preventScroll: true });
  }

  /** @returns {(x: number) => void} what dragging does from where it began */
  gesture(target, start) {
    const { reader } = this;
    const axis = this.axis();
    if (reader.clock === TOLD) return (x) => this.moment.take(x);
    if (target === this.from) return (x) => reader.setWindow(Math.min(Math.round(axis.dayAt(x)), start.to), start.to);
    if (target === this.to) return (x) => reader.setWindow(start.from, Math.max(Math.round(axis.dayAt(x)) - 1, start.from));
    if (target === this.body && !reader.isWhole) {
      const grabbed = axis.dayAt(start.x);
      return (x) => this.shift(start.from, start.to, axis.dayAt(x) - grabbed);
    }
    const first = Math.floor(axis.dayAt(start.x));
    return (x) => {
      const last = Math.floor(axis.dayAt(x));
      reader.setWindow(Math.min(first, last), Math.max(first, last));
    };
  }

  x(event) {
    return event.clientX - this.plot.getBoundingClientRect().left;
  }

  y(event) {
    return event.clientY - this.plot.getBoundingClientRect().top;
  }
}

const clamp = (value, least, most) => Math.min(Math.max(value, least), most);
