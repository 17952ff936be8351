/**
 * A day in words that turns into a field when it is pressed: typing beside dragging.
 */
import { element } from './dom.js';
import { dayOf, isoOf } from './calendar.js';
import { gettext } from './words.js';

/**
 * @param {{name: string, label: string, now: () => {day: number, least: number, most: number, words: string}, choose: (day: number) => void}} of
 * @returns {HTMLElement} with `show()`, which writes the words anew
 */
export function dayField({ name, label, now, choose }) {
  const words = element('button', { type: 'button', class: 'day', title: gettext('Type a day'), onclick: () => open() });
  const field = element('input', { type: 'date', hidden: true, 'aria-label': label, data: { testid: `day-${name}` } });
  const holder = element('span', { class: 'day-holder', data: { testid: `words-${name}` } }, words, field);
  const open = () => {
    const { day, least, most } = now();
    Object.assign(field, { value: isoOf(day), min: isoOf(least), max: isoOf(most) });
    words.hidden = true;
    field.hidden = false;
    field.focus();
  };
  const close = (keep) => {
    if (field.hidden) return;
    const day = dayOf(field.value);
    field.hidden = true;
    words.hidden = false;
    if (keep && Number.isFinite(day)) choose(day);
  };
  field.addEventListener('keydown', ({ key }) => {
    if (key !== 'Enter' && key !== 'Escape') return;
    close(key === 'Enter');
    words.focus();
  });
  field.addEventListener('blur', () => close(true));
  holder.show = () => {
    words.textContent = now().words;
    words.setAttribute('aria-label', gettext('{label}: {day}. Type another', { label, day: words.textContent }));
  };
  return holder;
}
