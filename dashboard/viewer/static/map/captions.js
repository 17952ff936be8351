/**
 * What the map says in words, once it has come to rest: the summary, the legend, the list of marks.
 */
import { rangeWords } from '../calendar.js';
import { TOLD } from '../clocks.js';
import { momentWords } from '../told.js';
import { gettext, ngettext } from '../words.js';
import { Legend } from './legend.js';
import { MOST, MarkList } from './mark_list.js';

const ROUGHLY = 2000; // metres of uncertainty from which a place counts as roughly known

export class Captions {
  /**
   * @param {HTMLElement} container the map's
   * @param {object} definitions those of symbols.json
   * @param {{select: Function, open: Function, point: Function}} actions of the list
   */
  constructor(container, definitions, actions) {
    this.summary = document.createElement('div');
    this.summary.className = 'summary';
    this.summary.dataset.testid = 'map-summary';
    this.summary.setAttribute('aria-live', 'polite');
    container.append(this.summary);
    this.legend = new Legend(container, definitions);
    this.list = new MarkList(container, actions);
  }

  /**
   * @param {CaseData} data
   * @param {{shown: Uint8Array, scene: object, count: number, cells: CellView, read: Function}} view
   * @param {{from: number, to: number, event: string | null}} reader
   * @param {boolean} dark
   * @returns {number} how many events are drawn
   */
  show(data, view, reader, dark) {
    const { shown, scene, count, standings, order } = view;
    this.summary.textContent = summaryWords(data, count, reader);
    const drawn = data.events.filter(({ index }) => shown[index] && scene.markedSince[index] <= order);
    if (view.cells.isShown) return this.showCells(data, view.cells, drawn, dark);
    const regions = regionsIn(scene, { shown, order });
    const marks = drawn.slice(0, MOST).map((event) => ({ data: { event: event.id, index: String(event.index) }, words: eventWords(view.read(event)), pressed: event.id === reader.event }));
    const named = regions.map(({ place, count: own }) => ({ data: { place: place.id }, words: regionWords(place, own), pressed: !reader.event && place.id === reader.place }));
    this.list.show([...marks, ...named], { at: MOST, count: drawn.length - MOST });
    const found = new Set(drawn.map(({ index }) => standings[index]));
    const inView = data.standings.filter((_, index) => found.has(index));
    this.legend.show(inView, { region: regions.length > 0, ...doubts(data, drawn, order) }, dark);
    return drawn.length;
  }

  /** The fullest cells are listed: what they hold, and a way to go there. */
  showCells(data, cells, [selected], dark) {
    const { targets, drawn } = cells;
    const listed = [...targets].sort((one, other) => other.count - one.count);
    const marks = listed.slice(0, MOST).map(({ cell, count }) => ({ data: { cell: String(cell) }, words: cells.isNearest ? listWords(count) : cellWords(count), pressed: false }));
    this.list.show(marks, { at: MOST, count: listed.slice(MOST).reduce((sum, { count }) => sum + count, 0) });
    const present = cells.standingsPresent;
    const inView = data.standings.filter(({ id }, index) => present.has(id) || selected?.standing === index);
    this.legend.show(inView, { cells: targets.some(({ count }) => count > 1) }, dark);
    return drawn;
  }
}

const regionWords = (place, count) => ngettext('{place}: list its {count} event', '{place}: list its {count} events', count, { place: place.name });

const listWords = (count) => ngettext('{count} event here: list it', '{count} events here: list them', count);

const cellWords = (count) => ngettext('{count} event here: go nearer', '{count} events here: go nearer', count);

function summaryWords(data, count, reader) {
  if (count === null) return gettext('Counting…');
  if (reader.presents) return ngettext('{count} event', '{count} events', count); // a lesson says itself where it is
  if (reader.clock === TOLD) {
    const moment = momentWords(data.stops, reader.moment);
    return ngettext('{count} event · told by {moment}', '{count} events · told by {moment}', count, { moment });
  }
  if (data.counts.total === 0) return ngettext('{count} event', '{count} events', count);
  const [some, all] = [count, data.counts.total].map((number) => number.toLocaleString('en'));
  return gettext('{some} of {all} events · {days}', { some, all, days: rangeWords(reader.from, reader.to) });
}

/** The region marks drawn, each with how many events it holds. */
function regionsIn({ groups }, { shown, order }) {
  const count = (events) => events.filter(({ event, since }) => shown[event] && since <= order).length;
  return groups.map(({ place, events }) => ({ place, count: count(events) })).filter((region) => region.count > 0);
}

/** What of an event's doubts is to be seen, and so belongs into the legend. */
function doubts(data, drawn, order) {
  const places = drawn.flatMap((event) =>
    event.places.filter((_, slot) => event.place_since[slot] <= order).map((place) => data.places[place]));
  return {
    softPlace: places.some(({ precision, uncertainty }) => precision > 1 || uncertainty > ROUGHLY),
    softDay: drawn.some(({ padded_earliest: from, padded_latest: to, core_start: core }) =>
      from !== null && from !== to && core === null),
  };
}

const eventWords = ({ title, date_words: date, standing_words: [standing] }) =>
  [title, date, standing].filter(Boolean).join('. ');
