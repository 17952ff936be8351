/**
 * From one page to another without loading the app anew.
 */
import { element } from '../dom.js';

const MAP = './';

/** Goes to a page as its link in the navigation does: Streamlit follows the browser's history. */
function openPage(path) {
  history.pushState(null, '', new URL(path, document.baseURI));
  dispatchEvent(new PopStateEvent('popstate', { state: null }));
}

/**
 * A link that selects an event and shows it on the map.
 * @param {object} reader the page's reader state
 * @param {string} event its id
 * @param {string} words
 */
export function mapLink(reader, event, words) {
  const show = (click) => {
    const elsewhere = click.button || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey;
    if (elsewhere || !reader.data) return;
    click.preventDefault();
    reader.reveal(event);
    openPage(MAP);
  };
  return element('a', { class: 'map-link', href: `${MAP}?event=${encodeURIComponent(event)}`, onclick: show }, words);
}
