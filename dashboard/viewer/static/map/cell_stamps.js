/**
 * What stands for the events of a cell: a ring whose parts are their standings, larger where they are more, and how many
 * they are. Each is drawn once and kept.
 */
const FULL = Math.PI * 2;
const TOP = -Math.PI / 2;
const PARTS = 16; // of a ring: the finest mix that is told apart
const [LEAST, STEP, MOST] = [9.5, 3.5, 26]; // CSS pixels: the radius of two events, more for ten times as many, the largest
const LARGE = 16; // CSS pixels of radius from which the number is larger, too
const LINE = 4;
const GAP = 0.05; // of a turn's radians between two standings, besides their colours
const KEPT = 4000; // stamps
const UNITS = [[1e9, 'G'], [1e6, 'M'], [1e3, 'k']];

/** How many in few letters: 999, 1.2k, 34k, 5.6M. @param {number} count */
export function shortNumber(count) {
  const [size, letter] = UNITS.find(([unit]) => count >= unit) ?? [1, ''];
  const number = count / size;
  return `${size > 1 && number < 9.95 ? number.toFixed(1) : Math.floor(number)}${letter}`;
}

/**
 * The radius of a cell's ring, in CSS pixels: it grows with the number, as far as its cell has room.
 * @param {number} count
 * @param {number} side of the cell
 */
export const radiusOf = (count, side) => Math.round(Math.min(MOST, side / 2 - 1, LEAST + STEP * Math.log10(count / 2)) * 2) / 2;

export class CellStamps {
  /**
   * @param {{colours: string[], surface: string, text: string, ratio: number, font: string}} look `colours`: of the standings
   */
  constructor(look) {
    this.look = look;
    this.kept = new Map();
  }

  /**
   * The ring of so many events, and their number in it.
   * @param {number} count
   * @param {ArrayLike<number>} mix how many of each standing
   * @param {number} radius of the ring, in CSS pixels
   * @returns {{image: HTMLCanvasElement, size: number}[]} to be drawn one over the other, centred, at `size` CSS pixels
   */
  of(count, mix, radius) {
    const shares = sharesOf(count, mix);
    const words = shortNumber(count);
    return [
      this.stamp(`${radius} ${shares.join()}`, radius + 1.5, (context) => this.drawRing(context, radius, shares)),
      this.stamp(`${words} ${radius > LARGE}`, MOST, (context) => this.drawNumber(context, words, radius)),
    ];
  }

  stamp(key, reach, draw) {
    let found = this.kept.get(key);
    if (!found) {
      if (this.kept.size >= KEPT) this.kept.clear();
      found = this.drawn(reach, draw);
      this.kept.set(key, found);
    }
    return found;
  }

  drawn(reach, draw) {
    const { ratio } = this.look;
    const side = Math.ceil(reach * 2 * ratio);
    const image = Object.assign(document.createElement('canvas'), { width: side, height: side });
    const context = image.getContext('2d');
    context.translate(side / 2, side / 2);
    context.scale(ratio, ratio);
    draw(context);
    return { image, size: side / ratio };
  }

  drawRing(context, radius, shares) {
    const { colours, surface } = this.look;
    context.beginPath();
    context.arc(0, 0, radius + 1, 0, FULL);
    context.fillStyle = surface;
    context.fill();
    context.lineWidth = LINE;
    const several = shares.filter(Boolean).length > 1;
    let from = TOP;
    shares.forEach((share, standing) => {
      if (!share) return;
      const to = from + (share / PARTS) * FULL;
      context.beginPath();
      context.arc(0, 0, radius - LINE / 2, from + (several ? GAP : 0), to - (several ? GAP : 0));
      context.strokeStyle = colours[standing];
      context.stroke();
      from = to;
    });
  }

  drawNumber(context, words, radius) {
    const { text, font } = this.look;
    context.font = `600 ${radius > LARGE ? 12 : 11}px ${font}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillStyle = text;
    context.fillText(words, 0, 0.5, (radius - LINE) * 2);
  }
}

/** Sixteenths of each standing: at least one of each that there is, all of them together the whole. */
export function sharesOf(count, mix) {
  const shares = Array.from(mix, (one) => (one ? Math.max(1, Math.round((one / count) * PARTS)) : 0));
  const most = shares.indexOf(Math.max(...shares));
  shares[most] += PARTS - shares.reduce((one, other) => one + other, 0);
  return shares;
}
