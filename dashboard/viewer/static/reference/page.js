/**
 * The page that stands by itself: a published case, or a handout. It mounts the parts of the viewer that Streamlit's
 * page hosts elsewhere, and answers them itself.
 */
import { answerBy } from '../answers.js';
import { mount as mountFilters } from '../filters.js';
import { mount as mountMap } from '../map/viewer_map.js';
import { mount as mountPanel } from '../panel/panel.js';
import { mount as mountSentence } from '../sentence.js';
import { mount as mountTimeline } from '../timeline/timeline.js';
import { addTool, leaveOut } from '../tools.js';
import { gettext } from '../words.js';
import { openAbout } from './about.js';
import { tellHeight } from './embedding.js';
import { guard } from '../guard.js';
import { offerNewer } from './newer.js';
import { ownAnswers } from './own_answers.js';

const LITTLE_ROOM = '(max-width: 900px), (max-height: 560px)';
const told = JSON.parse(document.getElementById('whenabouts-page').textContent);
const viewer = document.getElementById('viewer');
const part = (name) => document.getElementById(name);

/** Shows or folds the filters; where there is little room they are folded at first. */
function turnFilters(button, isOpen) {
  viewer.classList.toggle('filtering', isOpen);
  button.setAttribute('aria-expanded', String(isOpen));
}

function addTools() {
  leaveOut('export'); // a server makes them
  if (told.isFile) leaveOut('link');
  addTool({ id: 'about', label: () => gettext('About'), open: (reader, host) => openAbout(told.about, host) });
  addTool({
    id: 'filters', label: () => gettext('Filters'),
    open: (reader, host, button) => turnFilters(button, !viewer.classList.contains('filtering')),
  });
}

function mountParts() {
  const what = { data: told.data, stage: 'map', search: location.search || (told.query && `?${told.query}`) };
  const args = { data: what };
  const mounts = { sentence: mountSentence, filters: mountFilters, panel: mountPanel, timeline: mountTimeline };
  const views = Object.entries(mounts).map(([name, mount]) => guarded(name, (place) => {
    const view = mount(place, args);
    view.update(args);
    return [view, args];
  })).filter(Boolean);
  const button = part('sentence').shadowRoot.querySelector('.tools button:last-child');
  if (button) turnFilters(button, !matchMedia(LITTLE_ROOM).matches);
  return views;
}

/** Mounts a part of the page; one that fails says so, and the others go on. */
function guarded(name, mount) {
  const place = part(name).attachShadow({ mode: 'open' });
  const words = { cannot: gettext('This part of the page cannot be shown.'), doubtful: gettext('Something failed here: what this part shows may not hold any more.'), reload: gettext('Reload the page') };
  const { failed } = guard(place, { own: [], words });
  try {
    return mount(place);
  } catch (error) {
    failed(error);
    return null;
  }
}

/** Leaflet's map, as folium makes it for the map's frame. */
function mountOwnMap() {
  window.whenabouts ??= {};
  const map = window.L.map(part('map'), told.map.look).setView([0, 0], told.map.look.minZoom);
  mountMap(map, { ...told.map, page: window });
}

/** Light or dark as the system is. The parts read their colours anew. */
function followTheme(views) {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    window.whenabouts.map?.retheme();
    for (const [view, args] of views) view.update(args);
  });
}

document.title = told.about.title;
answerBy(ownAnswers(new URL(told.data, document.baseURI).href));
addTools();
followTheme(mountParts());
mountOwnMap();
tellHeight();
if (!told.isFile) offerNewer(told, part('notice'));
part('loading')?.remove();
