/**
 * The offline base map: the world, then the detailed clip over it, from the server's own files.
 * Online tiles are a choice in the layer control; nothing is asked of another host before.
 */
import { picture, readJson } from '../resources.js';
import { gettext } from '../words.js';

const L = window.L;

const get = ({ href: address }) =>
  readJson(address, (status) => gettext('The base map could not be read ({status}): {address}', { status, address }));

const RELIEF = 0.85; // opacity
const RELIEF_TO = 10; // zoom
const LAND = { stroke: false, fill: true, fillOpacity: 1 };

/**
 * @param {L.Map} map
 * @param {{directory: string, clips: object[], tiles: object[]}} options addresses are relative to the page
 * @param {() => void} changed called when another base map was chosen
 * @returns {Promise<{labels: object[], restyle: (colours: object) => void, isOffline: () => boolean}>}
 */
export async function addBaseMap(map, { directory, clips, tiles }, colours, changed) {
  for (const [name, order] of [['world', 200], ['clip', 210], ['relief', 220], ['lines', 230]]) {
    map.createPane(name).style.zIndex = order;
    map.getPane(name).style.pointerEvents = 'none';
  }
  const group = L.layerGroup().addTo(map);
  const loaded = await Promise.all(clips.map((clip) => loadClip(directory, clip)));
  const styled = loaded.flatMap((clip) => clipLayers(clip, group, directory));
  const byZoom = () => fitPanes(map, loaded);
  map.on('zoomend', byZoom);
  byZoom();
  const restyle = (look) => styled.forEach(({ layer, style }) => layer.setStyle((feature) => style(look, feature)));
  restyle(colours);
  if (tiles.length) layerControl(map, group, tiles, changed);
  return { labels: baseLabels(loaded), restyle, isOffline: () => map.hasLayer(group) };
}

/** The detailed clips come in at their zoom; relief fades where it would only blur. */
function fitPanes(map, loaded) {
  const zoom = map.getZoom();
  const detailed = loaded.some(({ clip }) => clip.name !== 'world' && zoom >= clip.min_zoom);
  for (const pane of ['clip', 'relief', 'lines']) map.getPane(pane).style.display = detailed ? '' : 'none';
  const past = Math.max(0, zoom - RELIEF_TO);
  map.getPane('relief').style.opacity = String(Math.max(0.15, RELIEF - past * 0.25));
}

async function loadClip(directory, clip) {
  const [layers, labels] = await Promise.all([
    get(new URL(clip.files.layers.path, directory)),
    get(new URL(clip.files.labels.path, directory)),
  ]);
  return { clip, layers, labels };
}

function clipLayers({ clip, layers }, group, directory) {
  const world = clip.name === 'world';
  const ground = L.canvas({ pane: world ? 'world' : 'clip', padding: 0.4 });
  const lines = world ? ground : L.canvas({ pane: 'lines', padding: 0.4 });
  const add = (collection, renderer, style) => {
    const layer = L.geoJSON(collection, { interactive: false, renderer, pane: renderer.options.pane });
    return { layer: layer.addTo(group), style };
  };
  const styled = [
    add(layers.land, ground, (look) => ({ ...LAND, fillColor: look.land })),
    add(layers.water, ground, (look) => ({ ...LAND, fillColor: look.sea })),
    add(layers.districts, lines, (look) => ({ color: look.districts, weight: 0.7, fill: false })),
    add(layers.boundaries, lines, boundaryStyle),
  ];
  if (clip.files.hillshade) {
    const [west, south, east, north] = clip.bounds;
    const address = new URL(clip.files.hillshade.path, directory).href;
    const corners = [[south, west], [north, east]];
    L.imageOverlay(picture(address), corners, { pane: 'relief', interactive: false }).addTo(group);
  }
  return styled;
}

const boundaryStyle = (look, feature) => ({
  color: look.boundaries,
  weight: 1.1,
  fill: false,
  dashArray: feature.properties.class === 'international' ? null : '4 3',
});

/** Labels of the detailed clips first, then the world's outside of them; none twice. */
function baseLabels(loaded) {
  const details = loaded.filter(({ clip }) => clip.name !== 'world').map(({ clip }) => clip.bounds);
  const covered = ([lon, lat]) =>
    details.some(([west, south, east, north]) => lon >= west && lon <= east && lat >= south && lat <= north);
  const seen = new Set();
  return [...loaded].reverse().flatMap(({ clip, labels }) =>
    labels.features
      .filter(({ geometry }) => clip.name !== 'world' || !covered(geometry.coordinates))
      .filter(({ properties: { id } }) => !seen.has(id) && seen.add(id))
      .map(({ geometry: { coordinates: [lon, lat] }, properties }) => ({ ...properties, lon, lat })));
}

function layerControl(map, offline, tiles, changed) {
  const choices = { [gettext('Offline base map')]: offline };
  for (const { name, url, ...options } of tiles) {
    // tile services turn away who does not say where the request comes from
    choices[gettext('{name} (online)', { name })] = L.tileLayer(url, { ...options, referrerPolicy: 'origin' });
  }
  L.control.layers(choices, {}, { position: 'topright', collapsed: true }).addTo(map);
  map.on('baselayerchange', changed);
}
