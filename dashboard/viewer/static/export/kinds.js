/**
 * The kinds of files that a view can leave in, and what can be chosen of each. Pure.
 */
import { gettext } from '../words.js';

const SIZES = {
  name: 'page', label: () => gettext('Made for'),
  values: [['slide', () => gettext('a slide, 16:9')], ['a4', () => gettext('a page, A4')], ['letter', () => gettext('a page, Letter')], ['column', () => gettext('a column')]],
};
const PAPERS = {
  name: 'page', label: () => gettext('Paper'),
  values: [['slide', () => gettext('A4')], ['letter', () => gettext('Letter')]],
};
const THEMES = {
  name: 'theme', label: () => gettext('Colours'),
  values: [['light', () => gettext('light')], ['dark', () => gettext('dark')], ['print', () => gettext('greys, for print')]],
};
const WIDTHS = {
  name: 'width', label: () => gettext('Width'),
  values: [
    ['', () => gettext('fitting')],
    ...['960', '1280', '1920', '2560', '3840'].map((width) => [width, () => gettext('{width} pixels', { width })]),
  ],
};
const KEYS = {
  name: 'key', label: () => gettext('Marks'),
  values: [['', () => gettext('without numbers')], ['yes', () => gettext('numbered, with a key')]],
};

/** @type {{id: string, label: () => string, meaning: () => string, choices: object[], isSeen: boolean}[]} */
export const KINDS = [
  { id: 'png', label: () => gettext('Picture (PNG)'), meaning: () => gettext('For a document or a slide.'), choices: [SIZES, WIDTHS, THEMES, KEYS], isSeen: true },
  { id: 'svg', label: () => gettext('Drawing (SVG)'), meaning: () => gettext('To edit; its text is text.'), choices: [SIZES, THEMES, KEYS], isSeen: true },
  { id: 'pdf', label: () => gettext('Page (PDF)'), meaning: () => gettext('The figure, to print.'), choices: [SIZES, THEMES, KEYS], isSeen: true },
  { id: 'brief', label: () => gettext('Brief (PDF)'), meaning: () => gettext('Two pages: the figure, the events, the evidence by sentence, the sources.'), choices: [PAPERS], isSeen: true },
  { id: 'pptx', label: () => gettext('Slides (PPTX)'), meaning: () => gettext('One slide: the picture, beside it text to edit; the sources stand in the notes.'), choices: [THEMES], isSeen: true },
  { id: 'html', label: () => gettext('Handout (HTML)'), meaning: () => gettext('The whole case in one file, opened at this view; it needs no server and no network.'), choices: [], isSeen: false },
  { id: 'csv', label: () => gettext('Table (CSV)'), meaning: () => gettext('The events shown, a row each.'), choices: [], isSeen: false },
  { id: 'geojson', label: () => gettext('Map data (GeoJSON)'), meaning: () => gettext('The events shown, with their places and claims.'), choices: [], isSeen: false },
];

/** @param {string} id */
export const kindNamed = (id) => KINDS.find((kind) => kind.id === id);

