/**
 * The address bar reproduces what is on the screen. JavaScript alone reads and writes it.
 */
import { isoOf } from './calendar.js';
import { TOLD } from './clocks.js';
import { DEFAULT_NAMES } from './place_names.js';
import { momentAddress } from './told.js';
import { filterPairs, filtersIn } from './view_filters.js';

const REST = 150; // milliseconds without a step: browsers allow about 100 changes of the address in 30 seconds
const RETRY = 150; // browsers count afresh each ten or thirty seconds, and do not count what they refuse
const STREAMLIT = ['embed', 'embed_options'];

/** The query of an address without what is Streamlit's own. @returns {URLSearchParams} */
export function ownQuery(search) {
  const query = new URLSearchParams(search);
  for (const name of STREAMLIT) query.delete(name);
  return query;
}

/** @param {string} search the query of an address; text from outside, only ever compared and parsed */
export function parseAddress(search) {
  const query = ownQuery(search);
  const number = (name) => (query.get(name) ? Number(query.get(name)) : NaN);
  const [lat, lon, zoom] = ['lat', 'lon', 'zoom'].map(number);
  const placed = Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && zoom >= 0 && zoom <= 19;
  return {
    empty: [...query.keys()].every((name) => name === 'names'), // which tells nothing of what to show
    clock: query.get('clock'),
    asof: query.get('asof'),
    from: query.get('from'),
    to: query.get('to'),
    event: query.get('event') || null,
    place: query.get('event') ? null : query.get('place') || null,
    filters: filtersIn(query),
    names: query.get('names') ?? DEFAULT_NAMES,
    version: query.get('version'),
    position: placed ? { lat, lon, zoom } : null,
  };
}

export class AddressBar {
  constructor(reader) {
    this.reader = reader;
    this.timer = 0;
    this.active = true;
    this.isPaused = false; // while a lesson goes through the case
    this.path = location.pathname;
    addEventListener('popstate', () => this.back());
  }

  follow({ stage }) {
    this.active = stage !== null;
    this.path = location.pathname;
    if (this.reader.data) this.write();
  }

  back() {
    if (location.pathname !== this.path) {
      this.path = location.pathname;
      return;
    }
    if (this.reader.cover.follow(location.hash)) this.reader.uncover();
    this.reader.reopen();
  }

  query() {
    const { data, clock, filters, from, to, position, names } = this.reader;
    const event = clock === TOLD ? this.reader.selected?.id : this.reader.event;
    const place = clock === TOLD ? this.reader.listedPlace?.id : this.reader.place;
    const query = new URLSearchParams();
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (STREAMLIT.includes(name)) query.append(name, value);
    }
    query.set('clock', clock);
    if (clock === TOLD) query.set('asof', momentAddress(data, this.reader.moment));
    if (from !== data.span.from) query.set('from', isoOf(from));
    if (to !== data.span.to) query.set('to', isoOf(to));
    if (event) query.set('event', event);
    else if (place) query.set('place', place);
    for (const [name, value] of filterPairs(filters, this.reader)) query.append(name, value);
    if (names !== DEFAULT_NAMES) query.set('names', names);
    if (position) {
      query.set('lat', position.lat.toFixed(4));
      query.set('lon', position.lon.toFixed(4));
      query.set('zoom', String(position.zoom));
    }
    query.set('version', data.version);
    return `?${query}`;
  }

  writeSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.write(), REST);
  }

  /** @param {{asStep?: boolean}} [how] as a step that the reader can go back from */
  write({ asStep = false } = {}) {
    clearTimeout(this.timer);
    this.timer = 0;
    if (!this.active || this.isPaused || !this.reader.data) return;
    const query = this.query();
    const fragment = this.reader.cover.fragment(location.hash);
    if (query === location.search && fragment === location.hash) return;
    if (!isTaken(location.pathname + query + fragment, asStep)) this.timer = setTimeout(() => this.write({ asStep }), RETRY);
  }
}

/** Changes the address. @returns {boolean} false where the browser throttles: Chromium says nothing, others throw */
function isTaken(address, asStep) {
  try {
    const write = asStep ? history.pushState : history.replaceState;
    write.call(history, history.state, '', address);
  } catch (error) {
    if (error.name !== 'SecurityError') throw error;
    return location.protocol === 'file:'; // some let a file keep the address that it was opened by
  }
  return location.href === new URL(address, location.href).href;
}
