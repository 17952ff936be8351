/**
 * Quick ranges: the stretches of days in which the case's events lie together, found from the data.
 */
import { monthsWords, rangeWords } from '../calendar.js';
import { ngettext } from '../words.js';

const MOST = 4;

/**
 * @param {import('../case_data.js').CaseData} data
 * @returns {{label: string, title: string, from: number, to: number}[]} the densest, in time order
 */
export function quickRanges(data) {
  const dated = data.events
    .filter(({ earliest, latest }) => earliest !== null && latest - earliest < 200)
    .sort((one, other) => one.earliest - other.earliest);
  if (dated.length < 2) return [];
  const gap = Math.max(14, Math.round((data.span.to - data.span.from) * 0.05));
  const clusters = [];
  for (const { earliest, latest } of dated) {
    const last = clusters.at(-1);
    if (last && earliest - last.to <= gap) {
      last.to = Math.max(last.to, latest);
      last.count += 1;
    } else clusters.push({ from: earliest, to: latest, count: 1 });
  }
  if (clusters.length < 2) return [];
  return clusters
    .sort((one, other) => other.count - one.count)
    .slice(0, MOST)
    .sort((one, other) => one.from - other.from)
    .map(({ from, to, count }) => ({
      from,
      to,
      label: monthsWords(from, to),
      title: ngettext('{days}: {count} event', '{days}: {count} events', count, { days: rangeWords(from, to) }),
    }));
}
