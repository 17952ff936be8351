/**
 * A Leaflet layer that is one canvas over the whole map, redrawn by a function of ours.
 */
const L = window.L;

export const CanvasLayer = L.Layer.extend({
  /** @param {(context: CanvasRenderingContext2D, size: {x: number, y: number}) => void} draw */
  initialize(draw, options) {
    this._draw = draw;
    L.setOptions(this, options);
  },

  onAdd(map) {
    this.canvas = L.DomUtil.create('canvas', 'leaflet-zoom-animated');
    this.canvas.style.pointerEvents = 'none';
    this.getPane().appendChild(this.canvas);
    this._context = this.canvas.getContext('2d');
    map.on({ move: this.reset, resize: this.reset, zoomend: this.reset, zoomanim: this._animate }, this);
    this.reset();
  },

  onRemove(map) {
    map.off({ move: this.reset, resize: this.reset, zoomend: this.reset, zoomanim: this._animate }, this);
    this.canvas.remove();
  },

  /** Fits the canvas to the map's present view and draws it. */
  reset() {
    const size = this._map.getSize();
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
    if (this.canvas.width !== width || this.canvas.height !== height) {
      Object.assign(this.canvas, { width, height });
      this.canvas.style.width = `${size.x}px`;
      this.canvas.style.height = `${size.y}px`;
    }
    this._corner = this._map.containerPointToLatLng([0, 0]);
    L.DomUtil.setPosition(this.canvas, this._map.containerPointToLayerPoint([0, 0]));
    this.redraw();
  },

  redraw() {
    if (!this._map || !this.canvas.width || !this.canvas.height) return;
    const ratio = window.devicePixelRatio || 1;
    const size = this._map.getSize();
    this._context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this._context.clearRect(0, 0, size.x, size.y);
    this._draw(this._context, size);
  },

  _animate({ zoom, center }) {
    const corner = this._map._latLngToNewLayerPoint(this._corner, zoom, center);
    L.DomUtil.setTransform(this.canvas, corner, this._map.getZoomScale(zoom));
  },
});
