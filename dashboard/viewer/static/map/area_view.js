/**
 * The layer that shows how exactly the places in view are known.
 */
import { CanvasLayer } from './canvas_layer.js';
import { drawAreas } from './areas.js';

export class AreaView {
  /**
   * @param {L.Map} map
   * @param {{data: CaseData, shown: Uint8Array, selected: number, order: number, colours: object}} view what the map shows now
   */
  constructor(map, view) {
    this.view = view;
    this.layer = new CanvasLayer((context) => view.data && drawAreas(context, map, this.inView(), view.colours), { pane: 'areas' }).addTo(map);
  }

  /** The places of the events shown, as far as they had been told. @returns {{place: object, selected: boolean}[]} */
  inView() {
    const { data, shown, selected, order } = this.view;
    const used = new Map();
    for (let index = 0; index < shown.length; index += 1) {
      if (!shown[index]) continue;
      const { places, place_since: since } = data.events[index];
      places.forEach((place, slot) => {
        if (since[slot] <= order) used.set(place, (used.get(place) ?? false) || index === selected);
      });
    }
    return [...used].map(([place, isSelected]) => ({ place: data.places[place], selected: isSelected }));
  }

  /** Draws again where other places are in view. */
  redraw() {
    const key = this.inView().map(({ place, selected }) => `${place.id}${selected ? '*' : ''}`).join('|');
    if (key === this.key) return;
    this.key = key;
    this.layer.redraw();
  }
}
