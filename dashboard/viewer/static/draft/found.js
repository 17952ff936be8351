/**
 * What was found in an article, in words: what it was taken for, by which rule, and what speaks against it.
 */
import { gettext } from '../words.js';
import { cutterOf } from './spans.js';
import { placeWords } from './work.js';

const SURE = 0.5; // of a place's score, which runs to 1

export const kindWords = () => ({ date: gettext('date'), place: gettext('place'), speaker: gettext('speaker'), number: gettext('number'), government: gettext('speaker') });

const isGuess = ({ place_id: id }) => id.startsWith('near:');

/** @returns {boolean} whether a mark's reading is a doubt */
export function isDoubted(read, kind, index) {
  if (kind === 'date') {
    const { edtf, doubt } = read.dates[index];
    return !edtf || Boolean(doubt);
  }
  if (kind !== 'place') return false;
  const { candidates, is_demonym: isDemonym } = read.places[index];
  return !isDemonym && (!candidates.length || candidates[0].score < SURE || isGuess(candidates[0]));
}

/**
 * @param {object} read what the server has read
 * @param {object[]} numbers
 * @param {string} kind of mark
 * @param {number} index
 * @returns {{title: string, lines: string[], doubt: string}}
 */
export function foundWords(read, numbers, kind, index) {
  if (kind === 'date') return dateWords(read.dates[index]);
  if (kind === 'place' || kind === 'government') return mentionWords(read.places[index], isDoubted(read, kind, index));
  if (kind === 'number') return { title: numbers[index].words, lines: [gettext('A claim of its own, where it is ticked.')], doubt: '' };
  const { start, end } = read.speakers[index];
  return { title: cutterOf(read.article.text)(start, end), lines: reasonsOf(read, start, end), doubt: '' };
}

function dateWords({ text, edtf, day, rule, doubt }) {
  const title = edtf ? gettext('“{words}”: {day}', { words: text, day }) : gettext('“{words}”: no day can be told', { words: text });
  return { title, lines: [[edtf, rule].filter(Boolean).join(' · ')].filter(Boolean), doubt };
}

function mentionWords({ text, candidates, is_speaker: isSpeaker, is_demonym: isDemonym }, doubted) {
  const [first] = candidates;
  if (isSpeaker) return { title: gettext('“{words}”: its government speaks', { words: text }), lines: [gettext('Nothing is placed there.')], doubt: '' };
  if (isDemonym) return { title: gettext('“{words}”: whose, not where', { words: text }), lines: [], doubt: '' };
  if (!first) return { title: gettext('“{words}” is in no list of places', { words: text }), lines: [], doubt: gettext('Name another place on the card, or set it on the map.') };
  const doubt = doubted ? gettext('In doubt: look at the others on the card, or set it on the map.') : '';
  return { title: gettext('“{words}”: {place}', { words: text, place: placeWords(first) }), lines: [first.reason], doubt };
}

/** Why the proposals say that somebody speaks. */
function reasonsOf(read, start, end) {
  const own = read.proposals.filter(({ speaker_span: span }) => span && span[0] === start && span[1] === end);
  return [...new Set(own.flatMap(({ reasons }) => reasons.slice(0, 1)))];
}
