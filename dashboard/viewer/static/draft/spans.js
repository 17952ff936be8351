/**
 * Which characters of a paragraph are what: spans that overlap, as pieces that do not. Pure.
 */

/**
 * @typedef {{start: number, end: number}} Span characters of the article's text
 * @typedef {Span & {said: number[], speaker: number | null, found: {kind: string, index: number} | null}} Piece
 *   `said`: by which proposals; `speaker`, `found`: which of the spans
 */

const meets = (one, other) => one.start < other.end && other.start < one.end;
const holds = (span, piece) => span.start <= piece.start && piece.end <= span.end;

/**
 * @param {Span} paragraph
 * @param {{said: Span[], speakers: Span[], found: (Span & {kind: string, index: number})[]}} spans; of `found` the first counts
 * @returns {Piece[]} in order, all of the paragraph
 */
export function piecesOf(paragraph, { said, speakers, found }) {
  const within = (spans) => spans.map((span, index) => ({ span, index })).filter(({ span }) => meets(span, paragraph));
  const layers = { said: within(said), speakers: within(speakers), found: within(found) };
  const cuts = [paragraph.start, paragraph.end];
  for (const { span } of Object.values(layers).flat()) cuts.push(span.start, span.end);
  const bounds = [...new Set(cuts)].filter((at) => at >= paragraph.start && at <= paragraph.end).sort((one, other) => one - other);
  return bounds.slice(1).map((end, number) => {
    const piece = { start: bounds[number], end };
    const of = (layer) => layer.filter(({ span }) => holds(span, piece));
    const [{ span: first } = {}] = of(layers.found);
    return {
      ...piece,
      said: of(layers.said).map(({ index }) => index),
      speaker: of(layers.speakers)[0]?.index ?? null,
      found: first ? { kind: first.kind, index: first.index } : null,
    };
  });
}

/**
 * @param {string} text
 * @returns {(start: number, end: number) => string} its words from one character to another, as the server counts: a
 *   character outside the first plane, such as an emoji, is one
 */
export function cutterOf(text) {
  const characters = /[\ud800-\udfff]/.test(text) ? [...text] : null;
  return (start, end) => (characters ? characters.slice(start, end).join('') : text.slice(start, end));
}

/**
 * @template T
 * @param {T[]} items
 * @param {(item: T) => unknown} key
 * @returns {T[][]} neighbours of one key together
 */
export function runsOf(items, key) {
  const runs = [];
  let last = {};
  for (const item of items) {
    const now = JSON.stringify(key(item) ?? null);
    if (now === last) runs.at(-1).push(item);
    else runs.push([item]);
    last = now;
  }
  return runs;
}
