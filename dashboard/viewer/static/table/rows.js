/**
 * The table's rows: the events that the reader sees, as they are to be read by the reader's clock.
 */
import { gettext } from '../words.js';

/**
 * The columns; `key` gives what a row is sorted by, empty or null where it has none.
 * @type {{id: string, label: () => string, key: (row: object) => string | number | null, falls?: boolean}[]}
 */
export const COLUMNS = [
  { id: 'title', label: () => gettext('Title'), key: ({ title }) => title },
  { id: 'kind', label: () => gettext('Kind'), key: ({ kind }) => kind },
  { id: 'when', label: () => gettext('When'), key: ({ earliest }) => earliest },
  { id: 'where', label: () => gettext('Where'), key: ({ where }) => where },
  { id: 'standing', label: () => gettext('Standing'), key: ({ weight }) => weight },
  { id: 'claims', label: () => gettext('Claims'), key: ({ claims }) => claims, falls: true },
  { id: 'sources', label: () => gettext('Sources'), key: ({ sources }) => sources.length, falls: true },
];

/** @returns {object[]} a row for each event shown, in the data's order */
export function rowsOf(reader) {
  const { data, shown } = reader;
  return data.listed.filter(({ index }) => shown[index]).map((event) => rowOf(data, reader.read(event)));
}

function rowOf(data, event) {
  const { id, label } = data.standing(event);
  return {
    id: event.id,
    index: event.index,
    title: event.title,
    kind: event.kind,
    when: event.date_words,
    earliest: event.open_start ? null : event.earliest,
    latest: event.open_end ? null : event.latest,
    where: event.place_words || event.places.map((place) => data.places[place].name).join(', '),
    places: event.places.map((place) => data.places[place]),
    standing: id,
    standing_label: label,
    standing_words: event.standing_words,
    weight: event.standing,
    claims: event.claims.length,
    sources: [...new Set(event.claims.map(({ source }) => source))].map((source) => data.sources[source]),
  };
}

/**
 * @param {object[]} rows
 * @param {{by: string, falling: boolean}} sorting rows without a key stand last either way
 * @returns {object[]} sorted anew
 */
export function sorted(rows, { by, falling }) {
  const { key } = COLUMNS.find(({ id }) => id === by);
  const { compare } = new Intl.Collator('en', { numeric: true });
  const hasKey = (row) => key(row) !== null && key(row) !== '';
  const order = (one, other) => {
    const [a, b] = [key(one), key(other)];
    return typeof a === 'string' ? compare(a, b) : a - b;
  };
  const known = rows.filter(hasKey).sort((one, other) => (falling ? order(other, one) : order(one, other)));
  return [...known, ...rows.filter((row) => !hasKey(row))];
}
