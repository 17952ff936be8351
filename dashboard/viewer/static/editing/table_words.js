/**
 * The tables in words: what their columns are called, which come first, how a row is named, and which columns are keys
 * of other tables' rows.
 */
import { gettext, ngettext } from '../words.js';

const COLUMN_WORDS = {
  event_id: () => gettext('Id of the event'),
  claim_id: () => gettext('Id of the claim'),
  source_id: () => gettext('Source'),
  place_id: () => gettext('Place'),
  title: () => gettext('Title'),
  description: () => gettext('Description'),
  kind: () => gettext('Kind'),
  date: () => gettext('Date'),
  verbatim_date: () => gettext('Date as printed'),
  date_basis: () => gettext('How the date was resolved'),
  latitude: () => gettext('Latitude'),
  longitude: () => gettext('Longitude'),
  coordinate_uncertainty_m: () => gettext('Radius in metres'),
  geo_precision: () => gettext('Precision, 1 to 7'),
  verbatim_locality: () => gettext('Place as printed'),
  actors: () => gettext('Actors'),
  speaker: () => gettext('Speaker'),
  stance: () => gettext('Stance'),
  field: () => gettext('What it is about'),
  value: () => gettext('Value'),
  reported: () => gettext('Reported'),
  seq: () => gettext('Order within the day'),
  said: () => gettext('Said'),
  paragraph: () => gettext('Paragraph of our summary'),
  quote: () => gettext('Words that carry it'),
  original_start: () => gettext('Start in the original'),
  original_end: () => gettext('End in the original'),
  says: () => gettext('What it says'),
  url: () => gettext('Address'),
  publisher: () => gettext('Publisher'),
  published: () => gettext('Published'),
  published_basis: () => gettext('How its day is known'),
  language: () => gettext('Language'),
  archived_url: () => gettext('Archived copy'),
  retrieved: () => gettext('Fetched'),
  sha256: () => gettext('SHA-256 of the original'),
  original_source: () => gettext('Goes back to'),
  note: () => gettext('Note'),
  reliability: () => gettext('Reliability'),
  name: () => gettext('Name'),
  names: () => gettext('Names by language'),
  variants: () => gettext('Other spellings'),
  uncertainty_m: () => gettext('Radius in metres'),
  mark_latitude: () => gettext('Latitude of the mark'),
  mark_longitude: () => gettext('Longitude of the mark'),
  basis: () => gettext('Where this is from'),
  geometry: () => gettext('Outline'),
};

const OWN_WORDS = {
  'claims event_id': () => gettext('Event'),
  'sources source_id': () => gettext('Id of the source'),
  'places place_id': () => gettext('Id of the place'),
};

/** @returns {string} what a column is called; one that is not ours is called as in the file */
export const columnWords = (table, name) => (OWN_WORDS[`${table} ${name}`] ?? COLUMN_WORDS[name])?.() ?? name;

export const TABLE_WORDS = {
  events: { title: () => gettext('Events'), add: () => gettext('New event'), one: () => gettext('Event'), untitled: () => gettext('Event without a title') },
  claims: { title: () => gettext('Claims'), add: () => gettext('New claim'), one: () => gettext('Claim'), untitled: () => gettext('Claim without words') },
  sources: { title: () => gettext('Sources'), add: () => gettext('New source'), one: () => gettext('Source'), untitled: () => gettext('Source without a title') },
  places: { title: () => gettext('Places'), add: () => gettext('New place'), one: () => gettext('Place'), untitled: () => gettext('Place without a name') },
};

/** Columns of the grid; the first names its row. */
export const FIRST = {
  events: ['title', 'date', 'kind', 'place_id'],
  claims: ['says', 'speaker', 'stance', 'event_id', 'reported'],
  sources: ['title', 'publisher', 'published', 'language'],
  places: ['name', 'kind', 'uncertainty_m', 'geo_precision'],
};

/** How a row's columns stand together in its form; what is not named here comes last, folded. */
export const GROUPS = {
  events: [
    { id: 'what', words: () => gettext('What'), columns: ['title', 'description', 'kind', 'actors'] },
    { id: 'when', words: () => gettext('When'), columns: ['date', 'verbatim_date', 'date_basis'] },
    { id: 'where', words: () => gettext('Where'), columns: ['place_id', 'latitude', 'longitude', 'coordinate_uncertainty_m', 'geo_precision', 'verbatim_locality'] },
  ],
  claims: [
    { id: 'who', words: () => gettext('Who says what'), columns: ['speaker', 'stance', 'says', 'field', 'value'] },
    { id: 'about', words: () => gettext('About what, and where it stands'), columns: ['event_id', 'source_id', 'paragraph', 'quote'] },
    { id: 'when', words: () => gettext('When'), columns: ['reported', 'seq', 'said'] },
  ],
  sources: [
    { id: 'what', words: () => gettext('What'), columns: ['title', 'publisher', 'published', 'published_basis', 'language'] },
    { id: 'where', words: () => gettext('Where it is to be had'), columns: ['url', 'archived_url', 'retrieved'] },
    { id: 'worth', words: () => gettext('What to know of it'), columns: ['original_source', 'reliability', 'note'] },
  ],
  places: [
    { id: 'what', words: () => gettext('What'), columns: ['name', 'kind', 'names', 'variants'] },
    { id: 'where', words: () => gettext('Where'), columns: ['mark_latitude', 'mark_longitude', 'uncertainty_m', 'geo_precision', 'basis'] },
  ],
};

const LONG = new Set(['description', 'says', 'quote', 'note', 'basis', 'geometry', 'names', 'variants', 'date_basis', 'published_basis', 'title', 'actors']);

/** @returns {boolean} whether a column's words may take several lines */
export const isLong = (column) => LONG.has(column);

/** @returns {string | null} the table whose rows a column names by their ids */
export function keyOf(table, column) {
  const named = { event_id: 'events', source_id: 'sources', place_id: 'places' }[column] ?? null;
  return named === table ? null : named;
}

/** @returns {string} how a row is named: by what it says, else by its id */
export function rowWords(table, cells, id) {
  return cells[FIRST[table][0]] || cells[id] || TABLE_WORDS[table].untitled();
}

/** @returns {string} what became of a row, in a word; "" where nothing did */
export const stateWords = (state) => ({
  changed: gettext('changed'), new: gettext('new'), removed: gettext('taken out'),
}[state] ?? '');

/** @returns {string} of what does not keep a row out */
export const doubtsWords = (count) => ngettext('{count} worth a look', '{count} worth a look', count);

/** @returns {string} */
export const problemsWords = (count) => ngettext('{count} problem', '{count} problems', count);
