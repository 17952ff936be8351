/**
 * Fetches the counts for what is in sight: the next while the last stay, a request that is overtaken given up.
 */
import { Cube } from '../cells/cube.js';
import { tilePairs, tilesFor } from '../cells/tiles.js';
import { TOLD } from '../clocks.js';
import { isoOf } from '../calendar.js';
import { fetchBytes } from '../answers.js';

const KEPT = 24; // cubes

export class CellSource {
  /** @param {(cube: Cube) => void} arrived @param {(error: Error) => void} failed */
  constructor(arrived, failed) {
    Object.assign(this, { arrived, failed, kept: new Map() });
  }

  /**
   * Asks for the counts of a view; what is on its way for another is given up.
   * @param {string} address of the counts, with the filters
   * @param {object} bounds of the map, in pixels of the world at its zoom
   * @param {number} zoom
   * @param {object} reader clock, window, moment
   * @param {{exact?: boolean}} [how] nothing but what the window shows, exact to the day
   */
  ask(address, bounds, zoom, reader, { exact = false } = {}) {
    const url = urlOf(address, tilesFor(bounds, zoom), reader, exact);
    if (url === this.url) return;
    this.url = url;
    this.going?.abort();
    const kept = this.kept.get(url);
    if (kept) this.arrived(kept, exact);
    else this.fetch(url, exact);
  }

  async fetch(url, exact) {
    const going = new AbortController();
    this.going = going;
    try {
      const cube = new Cube(await fetchBytes(url, going.signal));
      if (this.kept.size >= KEPT) this.kept.delete(this.kept.keys().next().value);
      this.kept.set(url, cube);
      if (this.url === url) this.arrived(cube, exact);
    } catch (error) {
      if (going.signal.aborted) return;
      this.url = null; // asked for again by the next move
      this.failed(error);
    }
  }
}

/** The address says all that the answer depends on, so that it never changes. */
export function urlOf(address, tiles, { clock, from, to, whole, moment }, exact) {
  const url = new URL(address);
  for (const [name, value] of tilePairs(tiles)) url.searchParams.set(name, value);
  if (exact) url.searchParams.set('bins', 'window');
  if (clock === TOLD) {
    url.searchParams.set('clock', TOLD);
    url.searchParams.set('asof', isoOf(moment.day));
  } else if (!whole) {
    url.searchParams.set('from', isoOf(from));
    url.searchParams.set('to', isoOf(to));
  }
  return url.href;
}
