/**
 * A place's name in the language that the reader chose. Pure: the page and the map share it.
 */
import { gettext } from './words.js';

/** The language of names that an address need not tell. */
export const DEFAULT_NAMES = 'en';

const BESIDE = 2; // names in other languages

/**
 * @param {Record<string, string>} names by language
 * @param {string} language
 * @returns {string | undefined} the name in a language, where there is one
 */
export function nameIn(names, language) {
  return Object.hasOwn(names, language) && names[language] ? names[language] : undefined;
}

/**
 * A place as it is first mentioned: its name, and beside it what the case's other languages call it.
 * @param {{label: string, names: Record<string, string>}} place its label in the language chosen
 * @param {string[]} languages those of names, the case's own first
 * @returns {string} such as "Dadivank monastery (Xudavəng, Դադիվանք)"; empty where the place has no name
 */
export function nameInFull({ label, names }, languages) {
  const found = languages.map((language) => nameIn(names, language)).filter((name) => name && name !== label);
  const others = [...new Set(found)].slice(0, BESIDE).join(', ');
  return label && others ? gettext('{place} ({others})', { place: label, others }) : label;
}

/** @returns {string} what a language is called in the page's own language; its code where nobody knows */
export function languageWords(code) {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return code; // it is no code of a language
  }
}
