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
  /** @param {(cube: Cube) => void} arrived @param {(error: Error) => void} failed */
  constructor(arrived, failed) {
    Object.assign(this, { arrived, failed, kept: new Map(), url: null, going: null });
  }

  /** Gives up what is on its way; the next question is asked whatever was asked last. */
  forget() {
    this.going?.abort();
    Object.assign(this, { going: null, url: null });
  }

  get isAsking() {
    return this.going !== null;
  }

  /**
   * Asks for counts; what is on its way for another address is given up.
   * @param {string} url as of `urlOf`
   * @param {string} key of the window that they are asked for
   */
  ask(url, key) {
    if (url === this.url) return;
    this.forget();
    this.url = url;
    const kept = this.kept.get(url);
    if (kept) queueMicrotask(() => this.url === url && this.arrived(kept)); // whoever asks has gone on by then
    else this.fetch(url, key);
  }

  async fetch(url, key) {
    const going = new AbortController();
    this.going = going;
    try {
      const cube = Object.assign(new Cube(await readBytes(url, going.signal)), { windowKey: key, url });
      if (this.kept.size >= KEPT) this.kept.delete(this.kept.keys().next().value);
      this.kept.set(url, cube);
      if (this.url !== url) return;
      this.going = null;
      this.arrived(cube);
    } catch (error) {
      if (going.signal.aborted) return;
      this.forget(); // so that the next move asks again
      this.failed(error);
    }
  }
}

/** Tells one window or moment from another. */
export const windowKey = ({ clock, from, to, whole, moment }) => (clock === TOLD ? `told ${moment.day}` : `${from} ${to} ${whole}`);

/**
 * The address says all that the answer depends on, so that it never changes.
 * @param {string} address of the counts, with the filters
 * @param {{bounds: object, zoom: number}} where what is in sight, in pixels of the world at that zoom
 * @param {object} reader clock, window, moment
 * @param {boolean} exact nothing but what the window shows, exact to the day
 */
export function urlOf(address, { bounds, zoom }, reader, exact) {
  const url = new URL(address);
  for (const [name, value] of tilePairs(tilesFor(bounds, zoom))) url.searchParams.set(name, value);
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
