/**
 * The legend: only what is in view, in words.
 */
import { symbolElement } from '../symbols.js';
import { gettext } from '../words.js';

const NARROW = 520; // CSS pixels of the map's frame

export class Legend {
  /** @param {HTMLElement} parent the map's container */
  constructor(parent, definitions) {
    this.definitions = definitions;
    this.root = document.createElement('details');
    this.root.className = 'legend';
    this.root.open = this.isWide = parent.clientWidth > NARROW;
    this.isOpenWide = true;
    const summary = document.createElement('summary');
    summary.textContent = gettext('Legend');
    this.list = document.createElement('ul');
    this.root.append(summary, this.list);
    window.L.DomEvent.disableClickPropagation(this.root);
    window.L.DomEvent.disableScrollPropagation(this.root);
    parent.append(this.root);
    new ResizeObserver(() => this.fold(parent.clientWidth)).observe(parent);
  }

  /** Folds once the map has become narrow, as when it is presented; wide again it is as it was. */
  fold(width) {
    const isWide = width > NARROW;
    if (!width || isWide === this.isWide) return;
    if (!isWide) this.isOpenWide = this.root.open;
    this.isWide = isWide;
    this.root.open = isWide && this.isOpenWide;
  }

  /** The room it takes at the map's left, in CSS pixels; none while it is folded. */
  get width() {
    return this.root.open && this.isWide ? this.root.offsetWidth : 0;
  }

  /**
   * @param {{id: string, label: string, meaning: string}[]} standings those in view, in the data's order
   * @param {{softPlace?: boolean, softDay?: boolean, region?: boolean, cells?: boolean}} others what else is in view
   * @param {boolean} dark
   */
  show(standings, others, dark) {
    const key = JSON.stringify([standings.map(({ id }) => id), others, dark]);
    if (key === this.key) return;
    this.key = key;
    const entries = standings.map(({ id, label, meaning }) =>
      entry(symbolElement(this.definitions, id, { dark }), label, meaning));
    if (others.cells) entries.push(entry(swatch('cells'), gettext('ring · number'), gettext('so many events near here; its colours are their standings')));
    if (others.region) entries.push(entry(swatch('pill'), gettext('name · number'), gettext('events of one region, line or place')));
    if (others.softPlace) entries.push(entry(swatch('soft'), gettext('soft edge, disc'), gettext('place only roughly known')));
    if (others.softDay) entries.push(entry(swatch('faded'), gettext('faded end'), gettext('day only roughly known')));
    this.list.replaceChildren(...entries);
    this.root.hidden = entries.length === 0;
  }
}

function entry(symbol, label, meaning) {
  const item = document.createElement('li');
  const words = document.createElement('span');
  const name = document.createElement('b');
  name.textContent = label;
  words.append(name, ` ${meaning}`);
  item.append(symbol, words);
  return item;
}

function swatch(kind) {
  const element = document.createElement('span');
  element.className = `swatch ${kind}`;
  element.setAttribute('aria-hidden', 'true');
  return element;
}
