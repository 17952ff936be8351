/**
 * How Play steps: unit, speed, which days, again or not. A button that names the step opens it.
 */
import { element } from '../dom.js';
import { gettext } from '../words.js';
import { GROWING, ONE_UNIT, SAME_WIDTH, STATEMENT } from './steps.js';
import { everyUnit, insteadWords } from './step_words.js';

const DAY_UNITS = ['day', 'week', 'month'];
const SPEEDS = [0.5, 1, 2, 4];
const SPEED_WORDS = { 0.5: '½×', 1: '1×', 2: '2×', 4: '4×' };
const GAP = 8; // CSS pixels to the window's edge

export class PlaySettings {
  /** @param {import('./play.js').Play} play */
  constructor(play) {
    this.play = play;
    this.unit = element('select', { onchange: () => play.choose({ unit: this.unit.value }) });
    this.speed = element('select', { onchange: () => play.choose({ speed: Number(this.speed.value) }) },
      ...SPEEDS.map((speed) => new Option(SPEED_WORDS[speed], speed)));
    this.loop = element('input', { type: 'checkbox', onchange: () => play.choose({ loop: this.loop.checked }) });
    this.days = element('fieldset', {}, element('legend', {}, gettext('Days shown')),
      this.radio(GROWING, gettext('Growing from the first day')),
      this.radio(ONE_UNIT, gettext('One step at a time')),
      this.radio(SAME_WIDTH, gettext('As many as now, moved along')));
    this.note = element('p', { class: 'muted', role: 'status' });
    this.root = element('div', { class: 'play-settings', popover: 'auto', role: 'dialog', 'aria-label': gettext('How Play steps') },
      labelled(gettext('Step'), this.unit), labelled(gettext('Speed'), this.speed), this.days,
      element('label', { class: 'choice' }, this.loop, gettext('Again from the start')), this.note);
    this.name = element('span', { class: 'step-name' });
    this.button = element('button', {
      type: 'button', 'aria-haspopup': 'dialog', title: gettext('How Play steps'), data: { testid: 'timeline-steps' },
    }, this.name, element('span', { class: 'opens', 'aria-hidden': 'true' }));
    this.button.popoverTargetElement = this.root;
    this.root.addEventListener('toggle', ({ newState }) => newState === 'open' && this.place());
  }

  radio(value, words) {
    const input = element('input', { type: 'radio', name: 'days', value, onchange: () => this.play.choose({ days: value }) });
    return element('label', { class: 'choice' }, input, words);
  }

  show() {
    const { chosen, isTold, goesByDays, unit: { asked, taken, count } } = this.play;
    const units = isTold && !goesByDays ? [STATEMENT, ...DAY_UNITS] : DAY_UNITS;
    if (units.length !== this.unit.length) this.unit.replaceChildren(...units.map((unit) => new Option(everyUnit(unit), unit)));
    this.unit.value = asked;
    this.speed.value = String(chosen.speed);
    this.loop.checked = chosen.loop;
    this.days.hidden = isTold;
    for (const input of this.days.querySelectorAll('input')) input.checked = input.value === chosen.days;
    this.say(this.name, everyUnit(taken));
    this.say(this.note, taken === asked ? this.widthWords() : insteadWords(taken, count));
  }

  widthWords() {
    const { chosen, isTold, reader } = this.play;
    if (isTold || chosen.days !== SAME_WIDTH || !reader.isWhole) return '';
    return gettext('All days are shown now. Until you choose fewer, Play shows one step at a time.');
  }

  /** Words that stay the same are left alone: a screen reader tells of what is written anew. */
  say(where, words) {
    if (where.textContent !== words) where.textContent = words;
  }

  /** Over its button, inside the window. */
  place() {
    const { left, top } = this.button.getBoundingClientRect();
    const { width } = this.root.getBoundingClientRect();
    this.root.style.left = `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`;
    this.root.style.bottom = `${innerHeight - top + GAP / 2}px`;
  }
}

function labelled(words, field) {
  return element('label', { class: 'field' }, element('span', {}, words), field);
}
