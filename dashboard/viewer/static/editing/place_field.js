/**
 * Where an event or a place is, on a small map: a click sets it; how roughly it is known is a radius in metres.
 */
import { element } from '../dom.js';
import { gettext } from '../words.js';
import { placeMap } from './place_map.js';
import { rowWords } from './table_words.js';

const RADII = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000];
const COLUMNS = {
  events: { latitude: 'latitude', longitude: 'longitude', radius: 'coordinate_uncertainty_m' },
  places: { latitude: 'mark_latitude', longitude: 'mark_longitude', radius: 'uncertainty_m' },
};

/** A radius as it is said: in metres, from a kilometre on in kilometres. */
function radiusWords(metres) {
  if (!metres) return gettext('no radius');
  return metres < 1000 ? gettext('{count} m', { count: metres }) : gettext('{count} km', { count: Number((metres / 1000).toFixed(1)) });
}

const number = (text) => (text?.trim() && Number.isFinite(Number(text)) ? Number(text) : null);

/** @returns {{latitude: number, longitude: number, radius: number | null} | null} what the cells of a row say */
function positionIn(table, cells) {
  const columns = COLUMNS[table];
  const [latitude, longitude] = [number(cells[columns.latitude]), number(cells[columns.longitude])];
  const point = latitude === null || longitude === null ? pointOf(cells.geometry) : { latitude, longitude };
  return point && Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180 ? { ...point, radius: number(cells[columns.radius]) } : null;
}

/** The coordinates of a point's GeoJSON; of other shapes the mark says where they are. */
function pointOf(text) {
  const shape = shapeOf(text);
  if (shape?.type !== 'Point') return null;
  const [longitude, latitude] = shape.coordinates ?? [];
  return Number.isFinite(latitude) && Number.isFinite(longitude) ? { latitude, longitude } : null;
}

function shapeOf(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null; // the check says what is wrong with it
  }
}

export class PlaceField {
  constructor(desk) {
    this.desk = desk;
    this.box = element('div', { class: 'place-box' });
    this.said = element('p', { class: 'muted' });
    const change = (words, by) => element('button', { type: 'button', class: 'plain', 'aria-label': words, title: words, onclick: () => this.step(by) }, by < 0 ? '−' : '+');
    this.radius = element('output', {});
    this.radii = element('span', { class: 'radius-steps', role: 'group', 'aria-label': gettext('Radius') }, change(gettext('Known more exactly'), -1), this.radius, change(gettext('Known more roughly'), 1));
    this.root = element('div', { class: 'place-field', hidden: true }, this.box, element('div', { class: 'place-line' }, this.said, this.radii));
  }

  /** @param {string} table @param {string} key of the row; those of other tables than events and places have no place */
  begin(table, key) {
    Object.assign(this, { table: table && table in COLUMNS ? table : null, key, drawn: null });
    this.root.hidden = !this.table;
  }

  show(row) {
    if (!this.table || row.key !== this.key) return;
    const position = this.positionOf(row);
    const words = JSON.stringify([this.table, this.key, position, row.state === 'removed']);
    this.radii.hidden = !position?.own || row.state === 'removed';
    this.radius.textContent = radiusWords(position?.radius);
    this.said.textContent = this.words(row, position);
    if (words === this.drawn) return;
    const isFirst = this.drawn === null;
    this.drawn = words;
    this.map ??= placeMap(this.box, { label: gettext('Where it is') });
    this.map.show(position ? [{ id: 'this', isChosen: true, ...position }] : this.others());
    this.map.pick(row.state === 'removed' ? null : (latitude, longitude, metres) => this.picked(latitude, longitude, metres));
    if (isFirst) this.map.fit();
  }

  positionOf({ cells }) {
    const place = this.table === 'events' ? this.desk.rowWithId('places', cells.place_id) : null;
    if (place) {
      const found = this.desk.edits.row('places', place.key).cells;
      const position = positionIn('places', found);
      return position && { ...position, label: rowWords('places', found, 'place_id'), own: false };
    }
    const position = positionIn(this.table, cells);
    return position && { ...position, label: this.table === 'places' ? cells.name : '', own: true };
  }

  /** Without a place of its own the map shows where the case is. */
  others() {
    return this.desk.edits.standing('places').slice(0, 200).map(({ key, cells }) => ({ id: key, ...positionIn('places', cells), label: cells.name }))
      .filter(({ latitude }) => latitude !== undefined);
  }

  words({ cells, state }, position) {
    if (state === 'removed') return '';
    if (this.table === 'events' && cells.place_id && !position) return gettext('The case has no place with this id; the built-in list may know it. A click on the map sets coordinates instead.');
    if (!position) return gettext('Without a place. A click on the map sets one; by keyboard, Enter at the cross.');
    if (!position.own) return gettext('A click on the map sets coordinates of the event’s own in the place of {place}.', { place: position.label });
    return this.table === 'places' ? gettext('A click on the map moves its mark.') : gettext('A click on the map moves it.');
  }

  /** @param {number} metres how exact a click can be on the map as it is now */
  picked(latitude, longitude, metres) {
    const columns = COLUMNS[this.table];
    const cells = { [columns.latitude]: String(latitude), [columns.longitude]: String(longitude) };
    const row = this.desk.edits.row(this.table, this.key);
    const isOther = this.table === 'events' && row.cells.place_id;
    if (isOther) Object.assign(cells, { place_id: '', geo_precision: '' });
    if (isOther || !row.cells[columns.radius]) cells[columns.radius] = String(RADII.find((radius) => radius >= metres) ?? RADII.at(-1));
    this.desk.write(this.table, this.key, cells);
  }

  /** The next wider or narrower radius. */
  step(by) {
    const column = COLUMNS[this.table].radius;
    const now = number(this.desk.edits.row(this.table, this.key).cells[column]);
    const next = by > 0 ? RADII.find((radius) => radius > (now ?? 0)) : RADII.findLast((radius) => radius < (now ?? 1000));
    if (next) this.desk.change([{ table: this.table, key: this.key, cells: { [column]: String(next) } }]);
  }

  /** The map has its size only now. */
  shown() {
    this.map?.fit();
  }

  hide() {
    this.begin(null, null);
  }

  retheme() {
    this.map?.retheme();
  }
}
