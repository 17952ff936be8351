/**
 * A small map in the page itself: where something is, how roughly, and a click that says it is elsewhere. Offline.
 */
import { element } from '../dom.js';
import { ownFile, readJson, stylesheet } from '../resources.js';
import { gettext } from '../words.js';

const LEAFLET = '../leaflet/leaflet';
let leaflet = null;

/** Leaflet, loaded once: the map's modules read it when they are imported. */
function loadLeaflet() {
  leaflet ??= new Promise((done, failed) => {
    if (window.L) {
      done();
      return;
    }
    const broken = () => {
      leaflet = null;
      failed(new Error(gettext('The map could not be loaded; load the page again.')));
    };
    document.head.append(element('script', { src: ownFile(`${LEAFLET}.js`), onload: done, onerror: broken }));
  });
  return leaflet;
}

/** What draws the map, and what it draws of. */
async function loaded() {
  await loadLeaflet();
  const [{ DrawnPlaces }, manifest] = await Promise.all([import('./drawn_places.js'), readJson(ownFile('../basemap/manifest.json'))]);
  return { DrawnPlaces, base: { ...manifest, directory: ownFile('../basemap/'), tiles: [] } };
}

class PlaceMap {
  constructor(parent, { label, choose }) {
    this.asked = { points: [], pick: null, fits: true };
    this.choose = choose;
    this.box = element('div', { class: 'place-map-box', role: 'application', 'aria-label': label });
    this.told = element('p', { class: 'place-map-told', role: 'status' });
    this.root = element('div', { class: 'place-map', data: { testid: 'place-map' } }, stylesheet(`${LEAFLET}.css`), stylesheet('editing/place_map.css'), this.box, this.told);
    parent.append(this.root);
    this.start(label);
  }

  async start(label) {
    try {
      const { DrawnPlaces, base } = await loaded();
      if (this.isGone) return;
      this.drawn = new DrawnPlaces(this.box, { label, base, choose: this.choose, tell: (words) => { this.told.textContent = words; } });
      this.apply();
    } catch (error) {
      this.told.textContent = error.message;
    }
  }

  apply() {
    const { points, pick, fits } = this.asked;
    if (!this.drawn) return;
    this.drawn.pickWith(pick);
    this.drawn.show(points);
    if (fits) this.drawn.fit();
    this.asked.fits = false;
  }

  /** Draws these places in the place of those drawn before. */
  show(points) {
    this.asked.points = points;
    this.apply();
  }

  /** From now on a click on the ground, or Enter at the cross, is told; with null no longer. */
  pick(callback) {
    this.asked.pick = callback;
    this.apply();
  }

  /** Shows the part of the world in which the places lie. */
  fit() {
    this.asked.fits = true;
    this.apply();
  }

  /** Takes the colours of the theme as it is now. */
  retheme() {
    this.drawn?.retheme();
  }

  destroy() {
    this.isGone = true;
    this.drawn?.destroy();
    this.root.remove();
  }
}

/**
 * @typedef {{id: string, latitude: number, longitude: number, radius?: number | null, label?: string, isChosen?: boolean}} Point
 *   `radius` in metres; a pick's `metres`: how exact a click can be on the map as it is then
 * @param {Node} parent in a shadow root that has viewer.css
 * @param {{label: string, choose?: (id: string) => void}} options what the map is called; who is told of a click on a place
 * @returns {{show: (points: Point[]) => void, pick: (callback: ((latitude: number, longitude: number, metres: number) => void) | null) => void,
 *   fit: () => void, retheme: () => void, destroy: () => void}} its height is that of `.place-map`, by --place-map-height
 */
export function placeMap(parent, options) {
  return new PlaceMap(parent, options);
}
