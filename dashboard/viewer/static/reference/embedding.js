/**
 * In a frame of another page: how high the frame should be, told to that page whenever its width changes.
 */
const NARROW = 640; // CSS pixels, as in the stylesheets
const [LEAST, MOST] = [560, 900];
const A_SHEET = 860; // CSS pixels of sentence, map, timeline and panel one under the other
const SHAPE = 0.62; // height by width

/** @param {number} width in CSS pixels; @returns {number} the height that fits the viewer */
export const fittingHeight = (width) => (width <= NARROW ? A_SHEET : Math.round(Math.min(MOST, Math.max(LEAST, width * SHAPE))));

/** Tells the page round the frame; there is nothing secret in it, so any page may hear it. */
export function tellHeight() {
  if (window.parent === window) return;
  let last = 0;
  const tell = () => {
    const height = fittingHeight(innerWidth);
    if (height !== last) window.parent.postMessage({ type: 'whenabouts:height', height }, '*');
    last = height;
  };
  addEventListener('resize', tell);
  tell();
}
