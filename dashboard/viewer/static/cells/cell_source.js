/**
 * Fetches the counts for what is in sight: the next while the last stay; a request that is overtaken is given up.
 */
import { Cube } from './cube.js';
import { tilePairs, tilesFor } from './tiles.js';
import { TOLD } from '../clocks.js';
import { isoOf } from '../calendar.js';
import { readBytes } from '../resources.js';

const KEPT = 24; // cubes

export class CellSource {
  /** @param {(cube: Cube, exact: boolean) => void} arrived @param {(error: Error) => void} failed */
  constructor(arrived, failed) {
    Object.assign(this, { arrived, failed, kept: new Map() });
  }

  /**
   * Asks for the counts of a view; what is on its way for another is given up.
   * @param {string} address of the counts, with the filters
   * @param {{bounds: object, zoom: number}} where what is in sight, in pixels of the world at that zoom
   * @param {object} reader clock, window, moment
   * @param {{exact?: boolean}} [how] nothing but what the window shows, exact to the day
   */
  ask(address, { bounds, zoom }, reader, { exact = false } = {}) {
    const url = urlOf(address, tilesFor(bounds, zoom), reader, exact);
    if (url === this.url) return;
    this.url = url;
    this.going?.abort();
    const kept = this.kept.get(url);
    if (kept) this.arrived(kept, exact);
    else this.fetch(url, windowKey(reader), exact);
  }

  async fetch(url, key, exact) {
    const going = new AbortController();
    this.going = going;
    try {
      const cube = Object.assign(new Cube(await readBytes(url, going.signal)), { windowKey: key });
      if (this.kept.size >= KEPT) this.kept.delete(this.kept.keys().next().value);
      this.kept.set(url, cube);
      if (this.url === url) this.arrived(cube, exact);
    } catch (error) {
      if (going.signal.aborted) return;
      this.url = null; // so that the next move asks again
      this.failed(error);
    }
  }
}

/** Tells one window or moment from another. */
export const windowKey = ({ clock, from, to, whole, moment }) => (clock === TOLD ? `told ${moment.day}` : `${from} ${to} ${whole}`);

/** The address says all that the answer depends on, so that it never changes. */
export function urlOf(address, tiles, reader, exact) {
  const url = new URL(address);
  for (const [name, value] of tilePairs(tiles)) url.searchParams.set(name, value);
  if (exact) url.searchParams.set('bins', 'window');
  return withTime(url, reader).href;
}

/** Adds the reader's window or moment to an address. @param {URL} url */
export function withTime(url, { clock, from, to, whole, moment }) {
  if (clock === TOLD) {
    url.searchParams.set('clock', TOLD);
    url.searchParams.set('asof', isoOf(moment.day));
  } else if (!whole) {
    url.searchParams.set('from', isoOf(from));
    url.searchParams.set('to', isoOf(to));
  }
  return url;
}
