/**
 * How words are compared in a search, by the rules that come with the case (`geodata.search_text`). Pure.
 */

const escaped = (code) => `\\u{${code.toString(16)}}`;
const inClass = (ranges) => ranges.map(([from, to]) => (from === to ? escaped(from) : `${escaped(from)}-${escaped(to)}`)).join('');
const codes = (characters) => inClass(characters.map((character) => [character.codePointAt(0), character.codePointAt(0)]));

/**
 * @param {{marks: [number, number][], replaced: Record<string, string>, lowered: Record<string, string>}} rules
 * @returns {(text: string) => string} reduces a text to the form in which it is compared
 */
export function folding({ marks, replaced, lowered }) {
  const own = codes(Object.keys(lowered));
  const cased = new RegExp(`[${own}]|[^${own}]+`, 'gu');
  const dropped = new RegExp(`[${inClass(marks)}${codes(Object.keys(replaced))}]`, 'gu');
  const lower = (part) => lowered[part] ?? part.toLowerCase();
  return (text) => text.normalize('NFKD').replace(cased, lower).replace(dropped, (found) => replaced[found] ?? '');
}

/** The words of a search, none twice. */
export function wordsOf(fold, query) {
  return [...new Set(fold(query).split(/[\s\x1c-\x1f\x85]+/u).filter(Boolean))];
}
