/**
 * Light or dark, as the host page has it: Streamlit hands its theme over as CSS variables.
 */
const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

/** @returns {boolean} whether a CSS colour is dark; false where there is none */
export function isDark(colour) {
  if (!colour) return false;
  probe.fillStyle = '#fff';
  probe.fillStyle = colour.trim();
  probe.fillRect(0, 0, 1, 1);
  const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
  return red * 0.299 + green * 0.587 + blue * 0.114 < 128;
}

/** @returns {boolean} whether the theme that applies to an element is dark */
export function elementIsDark(element, variable) {
  return isDark(getComputedStyle(element).getPropertyValue(variable));
}
