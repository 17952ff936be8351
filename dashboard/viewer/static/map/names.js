/**
 * Which names stand on the map: those of the places with marks, then the base map's, all in the language
 * that the reader chose.
 */
import { DEFAULT_NAMES, nameIn } from '../place_names.js';
import { drawLabels } from './labels.js';
import { isTold } from './marks.js';
import { project } from './placing.js';

const MOST_MARKS = 400; // whose room is kept free
const EDGE = { x: 80, y: 20 }; // CSS pixels outside the map at which a name may begin

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{x: number, y: number}} size of the map
 * @param {import('./viewer_map.js').ViewerMap} viewer
 */
export function drawNames(context, size, viewer) {
  const { map, scene, colours } = viewer;
  const inside = ({ x, y }) => x > -EDGE.x && y > -EDGE.y && x < size.x + EDGE.x && y < size.y + EDGE.y;
  const at = (label) => ({ ...label, ...map.latLngToContainerPoint([label.lat, label.lon]) });
  const labels = [...(scene ? caseLabels(viewer) : []), ...baseLabels(viewer)].map(at).filter(inside);
  drawLabels(context, labels, scene ? takenBoxes(map, viewer) : [], colours);
}

/** @returns {object[]} the base map's names by its zoom; one that is not known in the language stands in the default one */
export function baseLabels({ base, map, reader }) {
  const labels = base?.isOffline() ? base.labels : [];
  return labels.filter(({ min_zoom: least }) => map.getZoom() >= least).map(({ kind, names, lat, lon }) => {
    const chosen = nameIn(names, reader.names);
    const language = chosen ? reader.names : DEFAULT_NAMES;
    return { kind, text: chosen ?? names[DEFAULT_NAMES], language, lat, lon };
  });
}

/** The names of places that shown events have marks at; region marks carry their own. */
function caseLabels(viewer) {
  return labelledPlaces(viewer).filter(({ label }) => label).map(({ label, lat, lon }) => ({ kind: 'case', text: label, lat, lon }));
}

/** @returns {object[]} the places that shown events have marks at */
export function labelledPlaces({ scene, shown, order }) {
  const told = scene.marks.filter((mark) => isTold(mark, { shown, order }));
  return [...new Set(told.map(({ place }) => place))];
}

function takenBoxes(map, viewer) {
  const { scene } = viewer;
  project(map, scene);
  const told = (mark) => isTold(mark, viewer);
  const box = (x, y, width, height) => ({ left: x - width / 2, top: y - height / 2, width, height });
  return [
    ...scene.groups.filter(({ events }) => events.some(told)).map(({ x, y, events }) => box(x, y, 24 + Math.min(8, events.length) * 17, 62)),
    ...scene.marks.filter(told).slice(0, MOST_MARKS).map(({ x, y }) => box(x, y, 18, 18)),
  ];
}
