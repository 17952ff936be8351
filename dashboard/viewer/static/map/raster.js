/**
 * Marks blended into one picture: for thousands of them faster than as many canvas calls.
 */
export class MarkRaster {
  /**
   * @param {HTMLCanvasElement[]} images stamps of one size, in device pixels
   */
  constructor(images) {
    this.side = images[0]?.width ?? 0;
    this.stamps = images.map((image) => new Uint32Array(image.getContext('2d').getImageData(0, 0, this.side, this.side).data.buffer));
  }

  /** Begins an empty picture. @param {number} width @param {number} height in device pixels */
  begin(width, height) {
    if (this.picture?.width !== width || this.picture.height !== height) {
      this.picture = new ImageData(width, height);
      this.pixels = new Uint32Array(this.picture.data.buffer);
    } else this.pixels.fill(0);
  }

  /** Blends a stamp centred on a point, cut at the picture's edges. */
  stamp(index, x, y) {
    const { side, pixels, picture } = this;
    const left = Math.round(x - side / 2);
    const top = Math.round(y - side / 2);
    const first = Math.max(0, -left);
    const last = Math.min(side, picture.width - left);
    const bottom = Math.min(side, picture.height - top);
    const stamp = this.stamps[index];
    for (let row = Math.max(0, -top); row < bottom; row += 1) {
      const from = row * side;
      const to = (top + row) * picture.width + left;
      for (let column = first; column < last; column += 1) {
        const over = stamp[from + column];
        const alpha = over >>> 24;
        if (alpha === 255) pixels[to + column] = over;
        else if (alpha) pixels[to + column] = blend(over, alpha, pixels[to + column]);
      }
    }
  }

  /** Puts the picture on a canvas, over everything there. */
  put(context) {
    context.putImageData(this.picture, 0, 0);
  }
}

/** One colour over another, both with straight alpha, as 32-bit words (alpha, blue, green, red). */
function blend(over, alpha, under) {
  const below = under >>> 24;
  if (below === 0) return over;
  const rest = (below * (255 - alpha)) / 255;
  const total = alpha + rest;
  const mix = (shift) => (((over >>> shift) & 255) * alpha + ((under >>> shift) & 255) * rest) / total;
  return ((total << 24) | (mix(16) << 16) | (mix(8) << 8) | mix(0)) >>> 0;
}
