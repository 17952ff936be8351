/**
 * Places on Leaflet's map: a mark, a circle as wide as they are rough, a name; and the base map under them.
 * Imported once Leaflet is there.
 */
import { element } from '../dom.js';
import { addBaseMap } from '../map/base_map.js';
import { CanvasLayer } from '../map/canvas_layer.js';
import { mapColours } from '../map/colours.js';
import { drawLabels } from '../map/labels.js';
import { baseLabels } from '../map/names.js';
import { readerState } from '../reader_state.js';
import { gettext } from '../words.js';

const L = window.L;
const FARTHEST = 1; // zoom levels
const NEAREST = 14;
const AT_FIRST = 8; // no nearer than this unless the reader goes there
const STEP = 20; // CSS pixels that an arrow key moves the map
const WIDE_STEP = 100; // with Shift
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ZOOMS = { '+': 1, '=': 1, '-': -1, _: -1 };
const ROOM = [28, 28];
const WHOLE = [[-56, -170], [72, 180]];
const METRES_PER_DEGREE = 111_200;
const EQUATOR = 40_075_017; // metres
const PIXELS = 256; // that take the equator at zoom 0
const MOST_DIGITS = 5; // of degrees: a metre
const POINTING = 8; // pixels that a hand is off by

export class DrawnPlaces {
  /**
   * @param {HTMLElement} box that takes the map
   * @param {{label: string, base: object, choose?: (id: string) => void, tell: (words: string) => void}} options
   */
  constructor(box, { label, base, choose, tell }) {
    Object.assign(this, { box, choose, tell, points: [], base: null });
    this.colours = mapColours(box, '--surface');
    this.map = L.map(box, {
      minZoom: FARTHEST, maxZoom: NEAREST, zoomSnap: 0.5, maxBounds: [[-85, -220], [85, 220]], scrollWheelZoom: false,
      keyboard: false, zoomControl: false, attributionControl: false, fadeAnimation: false,
    }).setView([25, 10], FARTHEST);
    L.control.zoom({ zoomInTitle: gettext('Zoom in'), zoomOutTitle: gettext('Zoom out') }).addTo(this.map);
    L.control.attribution({ prefix: false }).addAttribution(`${base.attribution}. ${base.disclaimer}`).addTo(this.map);
    box.setAttribute('aria-label', label);
    box.tabIndex = 0;
    box.append(element('span', { class: 'place-map-cross', 'aria-hidden': 'true' }));
    this.addLayers(base);
    this.listen();
  }

  addLayers(base) {
    const { map } = this;
    map.createPane('names').style.zIndex = 430;
    map.getPane('names').style.pointerEvents = 'none';
    this.marks = L.layerGroup().addTo(map);
    this.names = new CanvasLayer((context, size) => this.drawNames(context, size), { pane: 'names' }).addTo(map);
    addBaseMap(map, base, this.colours, () => {}).then((drawn) => {
      if (this.isGone) return;
      this.base = drawn;
      drawn.restyle(this.colours);
      this.names.redraw();
    }, (error) => this.tell(error.message));
  }

  listen() {
    const { map, box } = this;
    map.on('click', ({ latlng }) => this.picked(latlng));
    map.on('moveend', () => this.sayWhere());
    // the page scrolls: the wheel is the map's only once it was gone to
    box.addEventListener('focus', () => { map.scrollWheelZoom.enable(); this.sayWhere(); });
    box.addEventListener('blur', () => { map.scrollWheelZoom.disable(); this.sayWhere(); });
    box.addEventListener('keydown', (event) => this.pressed(event));
    this.sizes = new ResizeObserver(() => {
      map.invalidateSize({ pan: false });
      if (this.fitsLater) this.fit();
    });
    this.sizes.observe(box);
  }

  /** Arrows move the map under the cross, at once: where it stands is what Enter picks. */
  pressed(event) {
    const { map, box } = this;
    if (event.target !== box || event.altKey || event.ctrlKey || event.metaKey) return;
    const move = MOVES[event.key];
    const zoom = ZOOMS[event.key];
    if (move) map.panBy(move.map((way) => way * (event.shiftKey ? WIDE_STEP : STEP)), { animate: false });
    else if (zoom) map.setZoom(map.getZoom() + zoom, { animate: false });
    else if (event.key === 'Enter' && this.onPick) this.picked(map.getCenter());
    else return;
    event.preventDefault();
  }

  picked(latlng) {
    const { lat, lng } = latlng.wrap();
    const metres = (EQUATOR * Math.cos((lat * Math.PI) / 180)) / (PIXELS * 2 ** this.map.getZoom());
    const digits = Math.max(0, Math.min(MOST_DIGITS, Math.ceil(Math.log10(METRES_PER_DEGREE / metres))));
    this.onPick?.(Number(lat.toFixed(digits)), Number(lng.toFixed(digits)), metres * POINTING);
  }

  /** Where the cross is, for who picks by the keyboard. */
  sayWhere() {
    const isAsked = this.onPick && this.box.getRootNode().activeElement === this.box && this.box.matches(':focus-visible');
    const { lat, lng } = this.map.getCenter().wrap();
    this.tell(isAsked ? gettext('Cross at {latitude}, {longitude}: Enter sets the place there', { latitude: lat.toFixed(3), longitude: lng.toFixed(3) }) : '');
  }

  pickWith(callback) {
    this.onPick = callback;
    this.box.classList.toggle('picks', Boolean(callback));
  }

  show(points) {
    this.points = points;
    this.marks.clearLayers();
    const accent = getComputedStyle(this.box).getPropertyValue('--accent').trim() || this.colours.text;
    for (const point of [...points].sort((one, other) => Boolean(one.isChosen) - Boolean(other.isChosen))) this.draw(point, accent);
    this.names.redraw();
  }

  draw({ id, latitude, longitude, radius, isChosen }, accent) {
    const where = [latitude, longitude];
    const colour = isChosen ? accent : this.colours.muted;
    if (radius) L.circle(where, { radius, color: colour, weight: 1.5, dashArray: '4 4', fillColor: colour, fillOpacity: isChosen ? 0.16 : 0.06, interactive: false }).addTo(this.marks);
    const mark = L.circleMarker(where, {
      radius: isChosen ? 7 : 6, color: isChosen ? this.colours.surface : colour, weight: 2, fillColor: isChosen ? accent : this.colours.surface, fillOpacity: 1,
      interactive: Boolean(this.choose), bubblingMouseEvents: false,
    });
    if (this.choose) mark.on('click', () => this.choose(id));
    mark.addTo(this.marks);
  }

  drawNames(context, size) {
    const inside = ({ x, y }) => x > -80 && y > -20 && x < size.x + 80 && y < size.y + 20;
    const at = (label) => ({ ...label, ...this.map.latLngToContainerPoint([label.lat, label.lon]) });
    const own = this.points.filter(({ label }) => label).sort((one, other) => Boolean(other.isChosen) - Boolean(one.isChosen))
      .map(({ label, latitude, longitude }) => ({ kind: 'case', text: label, lat: latitude, lon: longitude }));
    const ground = baseLabels({ base: this.base, map: this.map, reader: readerState() });
    const called = new Set(own.map(({ text }) => text));
    drawLabels(context, [...own, ...ground.filter(({ text }) => !called.has(text))].map(at).filter(inside), [], this.colours);
  }

  /** Shows all places with the room that they take; none: the world. */
  fit() {
    const size = this.map.getSize();
    this.fitsLater = !size.x || !size.y;
    if (this.fitsLater) return;
    const chosen = this.points.filter(({ isChosen }) => isChosen);
    const corners = (chosen.length ? chosen : this.points).flatMap(cornersOf);
    const bounds = corners.length ? corners : WHOLE;
    this.map.fitBounds(bounds, { padding: ROOM, maxZoom: AT_FIRST, animate: false });
  }

  retheme() {
    this.colours = mapColours(this.box, '--surface');
    this.base?.restyle(this.colours);
    this.show(this.points);
  }

  destroy() {
    this.isGone = true;
    this.sizes.disconnect();
    this.map.remove();
  }
}

/** South-west and north-east of the room that a place takes. */
function cornersOf({ latitude, longitude, radius }) {
  const high = (radius ?? 0) / METRES_PER_DEGREE;
  const wide = high / Math.max(0.2, Math.cos((latitude * Math.PI) / 180));
  return [[latitude - high, longitude - wide], [latitude + high, longitude + wide]];
}
