/**
 * The table's rows as a file: CSV by RFC 4180, or GeoJSON (RFC 7946). Made in the browser.
 */
import { isoOf } from '../calendar.js';
import { TOLD } from '../clocks.js';
import { momentAddress } from '../told.js';
import { filterPairs } from '../view_filters.js';

const BYTE_ORDER_MARK = '\uFEFF'; // without it some spreadsheets do not read UTF-8
const LONGEST_NAME = 60;

const day = (number) => (number === null ? null : isoOf(number));

/** What a row says, by the names of the file's columns, as in `briefing/tables.py`; null where it says nothing. */
function record(row) {
  const [place] = row.places;
  return {
    event_id: row.id,
    title: row.title,
    kind: row.kind,
    when: row.when,
    earliest: day(row.earliest),
    latest: day(row.latest),
    where: row.where,
    latitude: place?.lat ?? null,
    longitude: place?.lon ?? null,
    geo_precision: place?.precision ?? null,
    standing: row.standing,
    standing_words: row.standing_words.join(' '),
    claims: row.claims,
    sources: row.sources.length,
    told_by: row.sources.map(({ publisher, title }) => publisher || title).join(' | '),
  };
}

const NAMES = ['event_id', 'title', 'kind', 'when', 'earliest', 'latest', 'where', 'latitude', 'longitude',
  'geo_precision', 'standing', 'standing_words', 'claims', 'sources', 'told_by'];

const FORMULA = /(?:(?<=[;\t\r\n])|^)(?=['"]*[=+\-@\t\r\n＝＋－＠])/g;

/** A cell: what a spreadsheet would take for a formula has an apostrophe before it, as in `spreadsheet_cells.py`. */
function cell(value) {
  const text = typeof value === 'string' ? value.replace(FORMULA, "'") : String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {object[]} rows as `rowsOf` gives them */
export function csvOf(rows) {
  const records = rows.map(record).map((found) => NAMES.map((name) => found[name]));
  return BYTE_ORDER_MARK + [NAMES, ...records].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** @param {object[]} rows; @param {string} name of the collection */
export function geojsonOf(rows, name) {
  const features = rows.map((row) => {
    const { latitude, longitude, ...properties } = record(row);
    return { type: 'Feature', id: row.id, geometry: geometryOf(row.places), properties };
  });
  return JSON.stringify({ type: 'FeatureCollection', name, features }, null, 1);
}

/** Longitude, then latitude; an event at several places has a point at each. */
function geometryOf(places) {
  const points = places.map(({ lon, lat }) => [lon, lat]);
  if (points.length === 0) return null;
  return points.length === 1 ? { type: 'Point', coordinates: points[0] } : { type: 'MultiPoint', coordinates: points };
}

const plain = (words) => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');

/** A file's name that says what is in it: the case, the clock, the days or the moment, whether it is filtered. */
export function fileName(reader, ending) {
  const { data, clock, from, to, moment, filters } = reader;
  const title = Array.from(plain(data.about.title)).slice(0, LONGEST_NAME).join('') || 'case';
  const told = [isoOf(moment.day), momentAddress(data, moment)].filter((part, index, parts) => parts.indexOf(part) === index);
  const time = clock === TOLD ? `told-by-${plain(told.join('-'))}` : `happened-${isoOf(from)}-to-${isoOf(to)}`;
  return `${[title, time, filterPairs(filters, reader).length > 0 && 'filtered'].filter(Boolean).join('_')}.${ending}`;
}
