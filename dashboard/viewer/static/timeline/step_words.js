/**
 * The steps of Play in words.
 */
import { gettext } from '../words.js';

const EVERY = {
  statement: () => gettext('Every statement'),
  day: () => gettext('Every day'),
  week: () => gettext('Every week'),
  month: () => gettext('Every month'),
  year: () => gettext('Every year'),
  decade: () => gettext('Every ten years'),
  century: () => gettext('Every hundred years'),
};

const TO = {
  statement: [() => gettext('Previous statement'), () => gettext('Next statement')],
  day: [() => gettext('A day back'), () => gettext('A day on')],
  week: [() => gettext('A week back'), () => gettext('A week on')],
  month: [() => gettext('A month back'), () => gettext('A month on')],
  year: [() => gettext('A year back'), () => gettext('A year on')],
  decade: [() => gettext('Ten years back'), () => gettext('Ten years on')],
  century: [() => gettext('A hundred years back'), () => gettext('A hundred years on')],
};

const INSTEAD = {
  week: (count) => gettext('By day this would be {count} steps, so Play goes by week.', { count }),
  month: (count) => gettext('This would be {count} steps, so Play goes by month.', { count }),
  year: (count) => gettext('This would be {count} steps, so Play goes by year.', { count }),
  decade: (count) => gettext('This would be {count} steps, so Play goes by ten years.', { count }),
  century: (count) => gettext('This would be {count} steps, so Play goes by a hundred years.', { count }),
};

/** @returns {string} such as "Every week" */
export const everyUnit = (unit) => EVERY[unit]();

/** @returns {string} what a step does, such as "A week back" */
export const stepWords = (unit, by) => TO[unit][by > 0 ? 1 : 0]();

/** Why Play takes a coarser unit than the one asked for. */
export const insteadWords = (unit, count) => INSTEAD[unit](count.toLocaleString('en'));
