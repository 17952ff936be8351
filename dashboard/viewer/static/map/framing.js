/**
 * Which part of the world the map shows: where the address says, else so that all placed events are in sight,
 * until the reader moves it.
 */
const L = window.L;
const DETAILED_ZOOM = 10;
const WORLD_ZOOM = 6;
const TOWN_ZOOM = 14;
const HEAP = 24; // CSS pixels from end to end within which marks cannot be told apart
const MARGIN = 56; // CSS pixels kept free round the events

export class Framing {
  /**
   * @param {L.Map} map
   * @param {object[]} clips of the base map
   * @param {{resized: () => void, moved: (position: {lat: number, lon: number, zoom: number}) => void}} told
   */
  constructor(map, clips, { resized, moved }) {
    Object.assign(this, { map, tellMoved: moved, moved: false });
    this.detailed = clips.filter(({ name }) => name !== 'world');
    this.watch(map.getContainer(), resized);
  }

  /** Tells the reader's own moves from those that follow the page's size. */
  watch(container, resized) {
    const { map } = this;
    const own = () => { this.moved = true; };
    map.on('dragstart', own);
    for (const kind of ['wheel', 'dblclick']) container.addEventListener(kind, own, { passive: true });
    container.addEventListener('keydown', ({ target }) => target === container && own());
    map.zoomControl?.getContainer().addEventListener('click', own, { capture: true });
    map.on('moveend', () => this.tell());
    new ResizeObserver(() => {
      if (!container.clientWidth) return; // the viewer is hidden while another page is shown
      map.invalidateSize({ animate: false }); // the centre stays: off it, Leaflet would pan back into its bounds, and past a fit
      resized();
    }).observe(container);
  }

  /**
   * @param {{lat: number, lon: number, zoom: number} | null} position the address's
   * @param {object[]} places that have marks
   * @param {number} legend its width in CSS pixels, kept free
   */
  fit(position, places, legend) {
    if (this.moved) return;
    if (position) {
      this.map.setView([position.lat, position.lon], position.zoom, { animate: false });
      return;
    }
    if (!places.length) return;
    const used = places.map(({ lat, lon }) => [lat, lon]);
    const look = { paddingTopLeft: [MARGIN + legend, MARGIN], paddingBottomRight: [MARGIN, MARGIN], maxZoom: this.closest(places, used), animate: false };
    this.map.fitBounds(used, look);
  }

  /** Goes where the reader asked to. @param {L.LatLng} place @param {number} zoom */
  go(place, zoom) {
    this.moved = true;
    this.map.setView(place, zoom);
  }

  /**
   * How close the map goes by itself: not past what the base map has to show there, unless exactly known places
   * would lie in a heap.
   */
  closest(places, points) {
    const inside = ([lat, lon]) =>
      this.detailed.some(({ bounds: [west, south, east, north] }) => lon >= west && lon <= east && lat >= south && lat <= north);
    const zoom = points.every(inside) ? DETAILED_ZOOM : WORLD_ZOOM;
    const size = L.bounds(points.map((point) => this.map.project(point, zoom))).getSize();
    const spread = Math.max(size.x, size.y);
    const exact = places.every(({ kind, precision }) => precision === 1 || kind === 'area');
    return exact && spread > 0 && spread < HEAP ? TOWN_ZOOM : zoom;
  }

  tell() {
    if (!this.moved) return;
    const { lat, lng } = this.map.getCenter().wrap();
    this.tellMoved({ lat, lon: lng, zoom: this.map.getZoom() });
  }
}
