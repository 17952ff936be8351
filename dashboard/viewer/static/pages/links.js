/**
 * From one page to another without loading the app anew.
 */
import { HAPPENED, TOLD } from '../clocks.js';
import { element } from '../dom.js';
import { filtersIn } from '../view_filters.js';

const MAP = './';

/** Goes to a page as its link in the navigation does: Streamlit follows the browser's history. */
function openPage(path) {
  history.pushState(null, '', new URL(path, document.baseURI));
  dispatchEvent(new PopStateEvent('popstate', { state: null }));
}

const isElsewhere = ({ button, metaKey, ctrlKey, shiftKey, altKey }) => button || metaKey || ctrlKey || shiftKey || altKey;

/**
 * A link to another page.
 * @param {string} path its address, relative to the app's root
 * @param {string} words
 */
export function pageLink(path, words) {
  const go = (click) => {
    if (isElsewhere(click)) return;
    click.preventDefault();
    openPage(path);
  };
  return element('a', { href: path, onclick: go }, words);
}

/** Selects an event wherever it is: what hides it, filters, the moment or the days, gives way. */
function reveal(reader, event) {
  if (!reader.data.event(event)) reader.setFilters(filtersIn(new URLSearchParams()));
  reader.select(event);
  if (reader.clock === TOLD && !reader.selected) reader.setClock(HAPPENED);
  const { index } = reader.data.event(event) ?? {};
  if (!reader.shown[index]) reader.setWindow(reader.data.span.from, reader.data.span.to);
}

/**
 * A link that selects an event and shows it on the map.
 * @param {object} reader the page's reader state
 * @param {string} event its id
 * @param {string} words
 */
export function mapLink(reader, event, words) {
  const show = (click) => {
    if (isElsewhere(click) || !reader.data) return;
    click.preventDefault();
    reveal(reader, event);
    openPage(MAP);
  };
  return element('a', { class: 'map-link', href: `${MAP}?event=${encodeURIComponent(event)}`, onclick: show }, words);
}
