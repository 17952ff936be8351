/**
 * The map of more events than can be marked one by one: rings of counts for what is in sight.
 */
import { CellCounts } from '../cells/cell_counts.js';
import { stamps } from '../symbols.js';
import { CanvasLayer } from './canvas_layer.js';
import { drawCells } from './cells.js';
import { CellStamps } from './cell_stamps.js';

const L = window.L;
const SPOT = 10; // CSS pixels: the ring round the selected event's place
const NORTHERNMOST = 85; // degrees: what a map of the world's tiles shows
const ZOOM_IN = 2; // levels, when a cell is opened

export class CellView {
  /**
   * @param {L.Map} map
   * @param {object} definitions those of symbols.json
   * @param {{changed: () => void, failed: (error: Error) => void, go: (place: L.LatLng, zoom: number) => void, see: (bounds: number[]) => void, rested: () => void}} told `changed`: there
   *   are other counts to draw; `go`: where the reader wants to be; `see`: what is in
   *   sight, its west, south, east and north in degrees; `rested`: the map has come to rest
   */
  constructor(map, definitions, told) {
    Object.assign(this, { go: told.go, see: told.see, map, definitions, targets: [], pointed: null, isNear: false, isMoving: false });
    this.counts = new CellCounts(() => this.inSight(), told, { places: true });
    this.layer = new CanvasLayer((context, size) => this.draw(context, size), { pane: 'cells' }).addTo(map);
    map.on('movestart', () => { this.isMoving = true; });
    map.on('move', () => this.counts.askOnTheWay());
    map.on('moveend', () => {
      this.isMoving = false;
      this.counts.ask();
      this.tellSight();
      told.rested();
    });
  }

  inSight() {
    if (!this.map.getContainer().clientWidth) return null; // hidden while another page is shown
    const { min, max } = this.map.getPixelBounds();
    return { bounds: { left: min.x, top: min.y, right: max.x, bottom: max.y }, zoom: this.map.getZoom() };
  }

  tellSight() {
    if (!this.isOn || !this.inSight()) return;
    this.see(this.degreesOf(L.bounds([0, 0], this.map.getSize())));
  }

  /** @param {L.Bounds} part of the map's container @returns {number[]} its west, south, east and north in degrees */
  degreesOf({ min, max }) {
    const [start, end] = [min, max].map((corner) => this.map.containerPointToLatLng(corner));
    const [west, east] = end.lng - start.lng >= 360 ? [-180, 180] : [start, end].map((corner) => corner.wrap().lng);
    return [west, Math.max(end.lat, -NORTHERNMOST), east, Math.min(start.lat, NORTHERNMOST)];
  }

  get isOn() {
    return this.counts.isOn;
  }

  /** Whether counts stand for the events: not where those in sight are few enough to be marked themselves. */
  get isShown() {
    return this.isOn && !this.isNear;
  }

  /** The ids of the standings that are drawn. */
  get standingsPresent() {
    const { cube } = this.counts;
    const found = new Set();
    if (!cube) return found;
    const drawn = new Set(this.targets.map(({ cell }) => cell));
    for (const cell of drawn) {
      for (let series = cube.seriesStarts[cell]; series < cube.seriesStarts[cell + 1]; series += 1) {
        if (cube.shown[series]) found.add(cube.standings[cube.standingOf(series)]);
      }
    }
    return found;
  }

  /** Of which tiles counts are drawn: zoom level, then west, north, east and south; empty where none are. */
  get counted() {
    const { cube } = this.counts;
    return this.isShown && cube ? [cube.zoom, cube.x0, cube.y0, cube.x1, cube.y1].join(' ') : '';
  }

  /** How many events are drawn. */
  get drawn() {
    return this.targets.reduce((sum, { count }) => sum + count, 0);
  }

  /** @param {object} colours of the map @param {number} ratio device pixels of a CSS pixel */
  restyle(colours, ratio) {
    this.look = { ...colours, ratio, font: getComputedStyle(document.body).fontFamily };
    this.lookFor = null;
  }

  /** Draws the counts on the marks' canvas. */
  draw(context, size) {
    this.targets = [];
    const { map, counts: { cube } } = this;
    if (!this.isShown || !cube) return;
    this.prepare(cube);
    const { min: corner } = map.getPixelBounds();
    this.targets = drawCells(context, size, { cube, zoom: map.getZoom(), corner, stamps: this.stamps, rings: this.rings });
    for (const { lat, lon } of this.counts.reader.spots) this.ring(context, map.latLngToContainerPoint([lat, lon]), SPOT);
    if (this.pointed !== null) this.drawPointed(context);
  }

  /** @param {number | null} cell that has the focus in the list */
  point(cell) {
    this.pointed = cell;
    this.layer.redraw();
  }

  drawPointed(context) {
    const target = this.target(this.pointed);
    if (target) this.ring(context, target, target.reach + 2);
  }

  ring(context, { x, y }, radius) {
    context.beginPath();
    context.arc(x, y, radius, 0, Math.PI * 2);
    context.lineWidth = 3;
    context.strokeStyle = this.look.text;
    context.stroke();
  }

  /** @param {number} cell @returns {CellTarget | undefined} */
  target(cell) {
    return this.targets.find((target) => target.cell === cell);
  }

  prepare({ standings }) {
    const key = standings.join();
    if (this.lookFor === key) return;
    this.lookFor = key;
    const { look, definitions } = this;
    const shade = look.dark ? 'dark' : 'light';
    this.rings = new CellStamps({ ...look, colours: standings.map((id) => definitions.standings[id]?.[shade] ?? look.text) });
    this.stamps = stamps(definitions, standings, look);
  }

  /** @returns {CellTarget | undefined} the topmost ring under a point of the map's container */
  targetAt({ x, y }, slack = 0) {
    return this.targets.findLast((target) => Math.hypot(target.x - x, target.y - y) <= target.reach + slack);
  }

  /**
   * Opens a cell: the map goes to it, so that it parts into smaller ones and at last into events. Where the map goes no
   * nearer, its events are listed.
   * @param {CellTarget | undefined} target
   */
  open(target) {
    if (!target) return;
    const { map } = this;
    const { x, y } = target;
    if (this.isNearest) this.see(this.degreesOf(L.bounds([x - SPOT, y - SPOT], [x + SPOT, y + SPOT])));
    else this.go(map.containerPointToLatLng([x, y]), Math.min(map.getZoom() + ZOOM_IN, map.getMaxZoom()));
  }

  get isNearest() {
    return this.map.getZoom() >= this.map.getMaxZoom();
  }
}
