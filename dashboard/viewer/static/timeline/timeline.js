/**
 * The timeline: both rows, the window, quick ranges and zoom. It also tells the reader state what the server
 * says in each run of its script.
 */
import { dress, element } from '../dom.js';
import { elementIsDark } from '../theme.js';
import { stamps, symbolDefinitions } from '../symbols.js';
import { TOLD } from '../clocks.js';
import { readerState } from '../reader_state.js';
import { gettext } from '../words.js';
import { Axis } from './axis.js';
import { cutAt, drawRows, drawTies, eventAt, layClaims, layEvents } from './rows.js';
import { ROW } from './row_sizes.js';
import { quickRanges } from './ranges.js';
import { WindowHandles } from './window_handles.js';
import { MomentHandle } from './moment_handle.js';
import { Play } from './play.js';
import { playByKeys } from './play_keys.js';

const GLYPH = 10;
const ZOOM = 0.6;
const WHEEL = 1.15;

class Timeline {
  constructor(parent, args) {
    this.reader = readerState();
    this.canvas = element('canvas', { class: 'rows', 'aria-hidden': 'true' });
    this.ties = element('canvas', { class: 'rows', 'aria-hidden': 'true' });
    this.plot = element('div', { class: 'plot' }, this.canvas, this.ties);
    this.ranges = element('div', { class: 'ranges', role: 'group', 'aria-label': gettext('Quick ranges') });
    this.play = new Play(this.reader);
    const zoom = element('div', { class: 'zoom', role: 'group', 'aria-label': gettext('Zoom the timeline') },
      this.zoomButton('−', gettext('Show more days'), 1 / ZOOM), this.zoomButton('+', gettext('Show fewer days'), ZOOM));
    const names = element('div', { class: 'row-names', 'aria-hidden': 'true' },
      element('span', { class: 'happened' }, gettext('happened')), element('span', { class: 'told' }, gettext('told')));
    this.root = element('section', { class: 'timeline', 'aria-label': gettext('Timeline'), data: { testid: 'timeline' } },
      element('div', { class: 'bar' }, this.play.root, this.ranges, zoom), element('div', { class: 'track' }, names, this.plot));
    dress(parent, this.root, 'timeline/timeline.css');
    this.handles = new WindowHandles(this.plot, this.reader, () => this.axis, (point) => this.click(point));
    this.moment = new MomentHandle(this.plot, this.reader, () => this.axis);
    this.handles.moment = this.moment;
    this.plot.addEventListener('pointerdown', ({ target }) => target.closest('[role=slider]') && this.play.stop());
    this.unlistenKeys = playByKeys(this.play, this.root);
    this.plot.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    this.size = new ResizeObserver(() => this.draw());
    this.size.observe(this.plot);
    this.unlisten = this.reader.listen((change) => this.hear(change));
    symbolDefinitions.then((definitions) => {
      this.definitions = definitions;
      this.hear('data');
    });
    this.update(args);
  }

  update(args) {
    this.reader.follow(args.data);
    if (!args.data.stage) this.play.stop();
    this.draw();
  }

  hear(change) {
    if (!this.reader.data) return;
    this.root.classList.toggle('bare', this.reader.data.counts.total === 0);
    if (change === 'data') this.take();
    else if (change === 'moment' || change === 'cover' || change === 'counts') this.drawTold();
    else if (change === 'clock') this.turnClock();
    else if (change === 'window') this.followPlay();
    else if (change === 'selection') this.drawTies();
    this.showHandles();
    this.markRange();
  }

  /** The second clock's track is short beside the years that its statements speak of. */
  turnClock() {
    const { clock, data: { stops }, isWhole } = this.reader;
    if (clock === TOLD && stops.length) {
      const [first, last] = [stops[0].day, stops.at(-1).day];
      const margin = Math.max(2, Math.round((last - first) * 0.06));
      this.axis.showDays(first - margin, last + margin);
    } else if (isWhole) this.axis.showAll();
    this.draw();
  }

  /** What Play shows stays in sight, also where the reader has zoomed in. */
  followPlay() {
    const { from, to } = this.reader;
    const { axis } = this;
    if (!this.play.isPlaying || (to >= axis.from && to <= axis.to)) return;
    axis.showDays(to - axis.days + 1, to);
    if (from < axis.from && to - from < axis.days) axis.showDays(from, from + axis.days - 1);
    this.draw();
  }

  showHandles() {
    const told = this.reader.clock === TOLD;
    this.root.dataset.clock = this.reader.clock;
    this.play.show();
    if (told) this.moment.show();
    else this.handles.show();
  }

  take() {
    const { data } = this.reader;
    const { span } = data;
    if (!this.axis || this.axis.span.from !== span.from || this.axis.span.to !== span.to) {
      this.axis = new Axis(span);
      this.ranges.replaceChildren(...this.rangeButtons(data));
      if (this.reader.clock === TOLD) this.turnClock();
    }
    this.draw();
  }

  rangeButtons(data) {
    const all = { label: gettext('All'), title: gettext('All days of the case'), ...data.span, all: true };
    this.choices = [all, ...quickRanges(data)];
    return this.choices.map((range) => element('button', {
      type: 'button', title: range.title, onclick: () => this.showRange(range),
    }, range.label));
  }

  showRange({ from, to, all }) {
    if (all) this.axis.showAll();
    else {
      const margin = Math.max(3, Math.round((to - from) * 0.08));
      this.axis.showDays(from - margin, to + margin);
    }
    if (this.reader.clock !== TOLD) this.reader.setWindow(from, to);
    this.draw();
  }

  markRange() {
    const { from, to, clock } = this.reader;
    this.choices?.forEach((range, index) => {
      const chosen = clock !== TOLD && range.from === from && range.to === to;
      this.ranges.children[index].setAttribute('aria-pressed', String(chosen));
    });
  }

  zoomButton(sign, label, factor) {
    return element('button', { type: 'button', 'aria-label': label, title: label, onclick: () => this.zoom(factor) }, sign);
  }

  zoom(factor, x) {
    if (!this.axis) return;
    this.axis.zoom(factor, x);
    this.draw();
  }

  wheel(event) {
    if (!this.axis) return;
    event.preventDefault();
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey) {
      this.axis.pan(Math.round(((event.deltaX || event.deltaY) / this.axis.width) * this.axis.days));
      this.draw();
    } else this.zoom(event.deltaY > 0 ? WHEEL : 1 / WHEEL, this.handles.x(event));
  }

  click(point) {
    const id = eventAt(this, point, this.reader.data);
    const told = this.reader.clock !== TOLD || this.reader.shown[this.reader.data.eventIndex.get(id)];
    if (id && told) this.reader.select(id);
  }

  draw() {
    const { data } = this.reader;
    const width = this.plot.clientWidth;
    if (!data || !this.definitions || !this.axis || !width) return;
    this.axis.width = width;
    this.colours = this.readColours();
    this.events = layEvents(data, this.axis);
    this.claims = layClaims(data, this.axis);
    const ids = data.standings.map(({ id }) => id);
    const { dark } = this.colours;
    const look = { diameter: GLYPH, dark, halo: this.colours.surface, ratio: window.devicePixelRatio || 1 };
    this.stamps = stamps(this.definitions, ids, look);
    this.drawTold();
    this.showHandles();
  }

  /** The rows as told by the reader's moment; on the first clock everything is told. */
  drawTold() {
    if (!this.stamps) return;
    const { reader } = this;
    const told = reader.clock === TOLD;
    drawRows(this.prepare(this.canvas, this.axis.width), { ...this, data: reader.data }, {
      standings: reader.standings,
      isTold: told ? (event) => reader.shown[event] === 1 : () => true,
      order: reader.order,
      totals: reader.large.totals,
      day: told ? reader.moment.day : Infinity,
    });
    this.drawTies();
  }

  drawTies() {
    const { selected, order, clock, moment, shown } = this.reader;
    const context = this.prepare(this.ties, this.axis.width);
    const told = clock === TOLD;
    const whole = this.events?.find(({ event }) => event === selected);
    const item = whole && (!told || shown[selected.index]) && cutAt(whole, { day: told ? moment.day : Infinity, order }, this.axis);
    if (!item) return;
    const own = this.claims.filter(({ claim }) => claim.event === selected.index && claim.order <= order);
    drawTies(context, item, own, this.colours);
  }

  prepare(canvas, width) {
    const ratio = window.devicePixelRatio || 1;
    const size = { width: Math.round(width * ratio), height: Math.round(ROW.height * ratio) };
    if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
    const context = canvas.getContext('2d');
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, ROW.height);
    return context;
  }

  readColours() {
    const style = getComputedStyle(this.root);
    const dark = elementIsDark(this.root, '--surface');
    const shade = dark ? 'dark' : 'light';
    const of = (id) => this.definitions.standings[id][shade];
    const muted = style.getPropertyValue('--muted');
    return {
      dark,
      font: style.fontFamily,
      surface: style.getPropertyValue('--surface'),
      text: style.getPropertyValue('--ink'),
      muted,
      grid: style.getPropertyValue('--line'),
      bar: dark ? '150, 160, 172' : '104, 114, 126',
      tie: muted,
      stances: {
        confirms: { colour: of('confirmed'), height: 1 },
        denies: { colour: of('contested'), height: 1, isBroken: true },
        'does-not-confirm': { colour: of('unconfirmed'), height: 0.8 },
        reports: { colour: of('reported'), height: 0.65 },
        infers: { colour: of('inferred'), height: 0.5 },
        other: { colour: of('background'), height: 0.4 },
      },
      details: { // said of a day or a place it does not speak against the event
        denies: { colour: this.definitions.details['disputed-detail'][shade], height: 0.4, isBroken: true },
        'does-not-confirm': { colour: this.definitions.details['unconfirmed-detail'][shade], height: 0.4 },
      },
    };
  }

  destroy() {
    this.unlisten();
    this.unlistenKeys();
    this.play.destroy();
    this.size.disconnect();
  }
}

export const mount = (parent, args) => new Timeline(parent, args);
