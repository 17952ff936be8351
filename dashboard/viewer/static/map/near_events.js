/**
 * The events of a large case themselves, where those in sight are few enough to be marked one by one.
 */
import { loadCase } from '../case_data.js';
import { besideView } from '../cells/in_sight.js';
import { tilePairs } from '../cells/tiles.js';

export class NearEvents {
  /** @param {(data: CaseData | null) => void} taken null: count them again @param {(error: Error) => void} failed */
  constructor(taken, failed) {
    Object.assign(this, { taken, failed, base: null, url: null });
  }

  /** @param {CaseData | null} base the answer to the view, where it is one without its events */
  follow(base) {
    Object.assign(this, { base, url: null });
  }

  /**
   * Asks for the events where a cube counts few, whatever the time. Those before stay until then.
   * @param {Cube | null} cube of what is in sight
   */
  async look(cube) {
    if (!this.base || !cube) return;
    const url = cube.everCounted > this.base.few ? null : this.address(cube);
    if (url === this.url) return;
    this.url = url;
    if (!url) {
      this.taken(null);
      return;
    }
    try {
      const found = await loadCase(url);
      if (this.url === url) this.taken(found.isMany ? null : found.ofLarger(this.base));
    } catch (error) {
      if (this.url !== url) return;
      this.url = null; // so that the next cube asks again
      this.taken(null);
      this.failed(error);
    }
  }

  address({ zoom: z, x0, y0, x1, y1 }) {
    const url = besideView(this.base.url, 'near');
    for (const [name, value] of tilePairs({ z, x0, y0, x1, y1 })) url.searchParams.set(name, value);
    return url.href;
  }
}
