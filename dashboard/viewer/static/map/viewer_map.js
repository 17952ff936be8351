/**
 * The events on the map. It draws what the page's reader state says (case, window, selection), and
 * tells the page what is selected and where the map was moved.
 */
import { openChannel } from '../channel.js';
import { loadCase } from '../case_data.js';
import { symbolDefinitions, stamps } from '../symbols.js';
import { markShown } from '../time_window.js';
import { ALL_TOLD, asTold, markTold } from '../told.js';
import { TOLD } from '../clocks.js';
import { isoOf } from '../calendar.js';
import { DEFAULT_NAMES } from '../place_names.js';
import { gettext, ngettext } from '../words.js';
import { addBaseMap } from './base_map.js';
import { CanvasLayer } from './canvas_layer.js';
import { arrange, project, spreadTold } from './placing.js';
import { AreaView } from './area_view.js';
import { drawMarks, drawPointed, isTold, markTargets, targetAt } from './marks.js';
import { MarkRaster } from './raster.js';
import { drawNames, labelledPlaces } from './names.js';
import { NamesChoice } from './names_choice.js';
import { mapColours } from './colours.js';
import { Captions } from './captions.js';
import { CellView } from './cell_view.js';
import { cellsAddress } from '../cells/totals.js';
import { NearEvents } from './near_events.js';
import { Framing } from './framing.js';
import { Pointer } from './pointer.js';
import { coverStandings } from '../present/cover.js';
import { passLessonKeys } from './lesson_keys.js';

const L = window.L;
const REST = 120; // milliseconds after the last change: what need not follow each step of a drag
const NEAREST = 19; // zoom level: nothing is known more closely
const AREAS_AT_ONCE = 40;
const GLYPH = 12;

class ViewerMap {
  constructor(map, options, definitions) {
    Object.assign(this, { map, options, definitions });
    this.reader = { from: 0, to: 0, event: null, place: null, position: null, whole: true, clock: 'happened', moment: { day: 0, order: ALL_TOLD }, names: DEFAULT_NAMES, hideStandings: false, uncovered: [] };
    this.pointed = null;
    this.colours = mapColours();
    this.dressMap();
    this.addLayers();
    this.retheme();
    this.channel = openChannel(options.page);
    this.channel.onmessage = ({ data }) => this.hear(data);
    this.channel.postMessage({ type: 'hello' });
    if (options.page !== window) passLessonKeys(this);
  }

  dressMap() {
    const { map, options } = this;
    map.setMaxZoom(NEAREST);
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(options.attribution);
    L.control.scale({ imperial: false }).addTo(map);
    const container = map.getContainer();
    container.setAttribute('role', 'region');
    container.setAttribute('aria-label', gettext('Map of the events'));
    this.captions = new Captions(container, this.definitions, {
      select: (event, place) => this.select(event, place),
      open: (cell) => this.cells.open(this.cells.target(cell)),
      point: (mark) => this.point(mark),
    });
    this.namesChoice = new NamesChoice(map, (names) => this.channel.postMessage({ type: 'names', names }));
    this.framing = new Framing(map, options.clips, {
      resized: () => this.fit(),
      moved: (position) => this.channel.postMessage({ type: 'moved', position }),
    });
    window.addEventListener('message', ({ data }) => data?.type === 'streamlit:render' && this.retheme());
  }

  addLayers() {
    const { map } = this;
    for (const [name, order] of [['areas', 420], ['names', 430], ['cells', 435], ['marks', 440]]) {
      map.createPane(name).style.zIndex = order;
      map.getPane(name).style.pointerEvents = 'none';
    }
    this.areas = new AreaView(map, this);
    this.names = new CanvasLayer((context, size) => drawNames(context, size, this), { pane: 'names' }).addTo(map);
    this.marks = new CanvasLayer((context, size) => this.drawMarks(context, size), { pane: 'marks' }).addTo(map);
    this.marks.canvas.setAttribute('role', 'img');
    const failed = (error) => this.channel.postMessage({ type: 'trouble', words: error.message });
    this.near = new NearEvents((data) => this.takeNear(data), failed);
    this.cells = new CellView(map, this.definitions, {
      changed: () => this.showCounts(),
      failed,
      go: (place, zoom) => this.framing.go(place, zoom),
      see: (bounds) => this.channel.postMessage({ type: 'sight', bounds }),
      rested: () => this.near.look(this.cells.counts.whole),
    });
    this.pointer = new Pointer(map, {
      find: (point, slack) => targetAt(this.targets, point, slack) ?? this.cells.targetAt(point, slack),
      words: (target) => this.words(target),
      choose: (target) => this.choose(target),
    });
    addBaseMap(map, this.options, this.colours, () => this.names.redraw()).then((base) => {
      this.base = base;
      this.names.redraw();
    });
  }

  async hear(message) {
    if (message.type === 'coming') loadCase(message.url).catch(() => {}); // the page says what is wrong
    if (message.type !== 'case' && message.type !== 'reader') return;
    const { type, url, ...reader } = message;
    this.reader = reader;
    if (type === 'case' && url !== this.url) await this.take(url);
    else if (this.data) this.show();
  }

  async take(url) {
    this.url = url;
    const data = await loadCase(url);
    if (this.url !== url) return;
    const first = !this.data;
    this.large = data.isLarge ? data : null;
    this.near.follow(this.large);
    this.cells.isNear = false;
    this.cells.counts.follow(this.large && cellsAddress(url));
    this.hold(data);
    if (first) {
      this.rest(); // fills the legend, which takes room
      this.fit();
      requestAnimationFrame(() => setTimeout(() => this.channel.postMessage({ type: 'drawn' })));
    }
  }

  /** Draws what an answer holds from here on. */
  hold(data) {
    this.data = data;
    data.nameIn(this.reader.names);
    this.shown = new Uint8Array(data.events.length);
    this.standings = new Uint8Array(data.events.length);
    this.scene = arrange(data);
    this.stamp();
    this.areas.layer.reset();
    this.names.reset();
    this.marks.reset();
    this.show();
  }

  /** Marks the events of a large case that are in sight, where they are few; else counts them. @param {CaseData | null} data */
  takeNear(data) {
    if (!data && !this.cells.isNear) return;
    this.cells.isNear = data !== null;
    this.hold(data ?? this.large);
    this.rest();
  }

  stamp() {
    const { dark, halo } = this.colours;
    const look = { dark, halo, ratio: window.devicePixelRatio || 1 };
    const ids = this.data.standings.map(({ id }) => id);
    this.stamps = stamps(this.definitions, ids, look);
    this.glyphs = stamps(this.definitions, ids, { ...look, diameter: GLYPH });
    this.raster = new MarkRaster(this.stamps.images);
    this.cells.restyle(this.colours, look.ratio);
  }

  fit() {
    if (!this.data) return;
    const places = this.data.corners ?? [...this.scene.marks, ...this.scene.groups].map(({ place }) => place);
    this.framing.fit(this.reader.position, places, this.captions.legend.width);
  }

  /** Draws the window and selection that the reader state says. Marks at once, the rest at rest. */
  show() {
    this.data.nameIn(this.reader.names);
    this.namesChoice.show(this.data.languages, this.reader.names);
    this.readClock();
    this.selected = this.data.eventIndex.get(this.reader.event) ?? -1;
    this.cells.counts.show(this.reader);
    if (this.large) this.count = this.reader.count;
    if (this.cells.isShown) this.keepSelected();
    this.cells.layer.redraw();
    this.marks.redraw();
    const { dataset } = this.marks.canvas;
    dataset.drawn = String(this.drawn());
    if (this.large) dataset.counted = this.cells.counted;
    const told = this.reader.clock === TOLD;
    dataset.from = isoOf(told ? this.data.span.from : this.reader.from);
    dataset.to = isoOf(told ? this.reader.moment.day : this.reader.to);
    if (this.data.places.length <= AREAS_AT_ONCE) this.areas.redraw();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), REST);
  }

  readClock() {
    const { data, reader, shown, standings } = this;
    if (reader.clock === TOLD) {
      this.order = reader.moment.order;
      this.count = markTold(data, this.order, shown, standings);
    } else {
      this.order = ALL_TOLD;
      this.count = markShown(data, reader, reader.whole, shown);
      standings.set(data.standingOf);
    }
    coverStandings(data, reader, standings);
  }

  /** Counts have arrived: the first ones fill the legend, which takes room. */
  showCounts() {
    this.show();
    if (!this.cells.isMoving) this.near.look(this.cells.counts.whole);
    if (this.countedFor === this.url) return;
    this.countedFor = this.url;
    this.rest();
    this.fit();
    this.cells.tellSight();
  }

  /** Where counts stand for the others, one event is marked: the selected one. */
  keepSelected() {
    const { shown, selected } = this;
    const isShown = selected >= 0 && shown[selected];
    shown.fill(0);
    if (isShown) shown[selected] = 1;
  }

  rest() {
    this.areas.redraw();
    const labelled = [this.reader.names, ...labelledPlaces(this).map(({ id }) => id)].join('|');
    if (labelled !== this.labelledKey) {
      this.labelledKey = labelled;
      this.names.redraw();
    }
    const drawn = this.captions.show(this.data, this, this.reader, this.colours.dark);
    this.marks.canvas.setAttribute('aria-label', ngettext('{count} event drawn; it follows as a list', '{count} events drawn; they follow as a list', drawn));
  }

  drawn() {
    if (this.cells.isShown) return this.cells.drawn;
    let count = 0;
    const { shown, scene: { markedSince }, order } = this;
    for (let index = 0; index < shown.length; index += 1) if (shown[index] && markedSince[index] <= order) count += 1;
    return count;
  }

  drawMarks(context, size) {
    if (!this.data) return;
    const { map, scene, shown, selected, colours } = this;
    if (this.projected !== scene || this.projectedFor !== this.viewKey()) {
      project(map, scene);
      Object.assign(this, { projected: scene, projectedFor: this.viewKey() });
    }
    this.spreadMarks();
    this.drawnScene = {
      ...scene, shown, selected, colours, size, standingOf: this.standings, order: this.order,
      stamps: this.stamps, glyphs: this.glyphs, raster: this.raster, ratio: window.devicePixelRatio || 1,
      ...this.ofSelected(),
    };
    this.groupTargets = drawMarks(context, this.drawnScene);
    this.targetsDrawn = null;
    if (this.pointed) drawPointed(context, this.targets, this.pointed, this.colours);
  }

  /** On the second clock only what is told of takes room; on the first nothing moves while time is dragged. */
  spreadMarks() {
    const { scene, shown, order } = this;
    const until = this.reader.clock === TOLD ? order : ALL_TOLD;
    if (this.spreadUntil === until && this.spreadFor === scene) return;
    this.spreadUntil = until;
    this.spreadFor = scene;
    spreadTold(scene, until === ALL_TOLD ? () => true : (mark) => isTold(mark, { shown, order }));
  }

  /** The selected event's own marks, and the region marks that it shares; sought once for a selection. */
  ofSelected() {
    const { scene, selected } = this;
    if (this.soughtIn !== scene || this.soughtFor !== selected) {
      this.soughtIn = scene;
      this.soughtFor = selected;
      const isSelected = ({ event }) => event === selected;
      this.sought = {
        marksOfSelected: scene.marks.filter(isSelected),
        groupsOfSelected: scene.groups.flatMap((group) => group.events.filter(isSelected).map(({ event, since }) => ({ group, event, since }))),
      };
    }
    return this.sought;
  }

  /** What lies under pointers; found when one asks, as drawing must not wait for it. */
  get targets() {
    if (!this.drawnScene) return [];
    this.targetsDrawn ??= [...markTargets(this.drawnScene), ...this.groupTargets];
    return this.targetsDrawn;
  }

  viewKey() {
    const { x, y } = this.map.getPixelOrigin();
    const pane = this.map._getMapPanePos();
    const size = this.map.getSize();
    return `${this.map.getZoom()} ${x} ${y} ${pane.x} ${pane.y} ${size.x} ${size.y}`;
  }

  /** An event as the page reads it. */
  read(event) {
    const { moment, hideStandings, uncovered } = this.reader;
    return asTold(this.data, event, { day: moment.day, order: this.order }, hideStandings && !uncovered.includes(event.id));
  }

  words(target) {
    if (target.count) return cellWords(target.count, this.cells.isNearest);
    if (target.place) return { title: target.place.name, lines: [gettext('List the events here')] };
    const event = this.read(this.data.events[target.event]);
    return { title: event.title, lines: [event.date_words, event.standing_words[0]] };
  }

  choose(target) {
    if (target?.count) this.cells.open(target);
    else if (target?.place) this.select(null, target.place.id);
    else if (target) this.select(this.data.events[target.event].id, null);
  }

  select(event, place) {
    this.channel.postMessage({ type: 'select', event, place });
  }

  /** @param {{event: number | null, place: string | null} | null} mark that has the focus in the list */
  point(mark) {
    this.pointed = mark;
    if (this.data) this.marks.redraw();
    if (this.cells.isOn) this.cells.point(mark?.cell ?? null);
  }

  retheme() {
    const colours = mapColours();
    document.documentElement.dataset.theme = colours.dark ? 'dark' : 'light';
    if (colours.dark === this.colours.dark) return;
    this.colours = colours;
    this.base?.restyle(colours);
    if (!this.data) return;
    this.stamp();
    for (const layer of [this.areas.layer, this.names, this.cells.layer, this.marks]) layer.redraw();
    this.rest();
  }
}

const cellWords = (count, isNearest) => ({
  title: ngettext('{count} event', '{count} events', count), lines: [isNearest ? gettext('List the events here') : gettext('Go nearer')],
});

/**
 * @param {L.Map} map
 * @param {{directory: string, clips: object[], tiles: object[], attribution: string, page?: Window}} options `page`: where the
 *   reader state is; the one round the map's frame, unless it is said
 */
export async function mount(map, options) {
  const directory = new URL(options.directory, document.baseURI).href;
  window.whenabouts.map = new ViewerMap(map, { page: window.parent, ...options, directory }, await symbolDefinitions);
}
