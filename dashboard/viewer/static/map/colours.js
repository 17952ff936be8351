/**
 * The map's colours: the theme's own, which Streamlit hands to the frame as CSS variables, and a
 * muted ground for each of light and dark.
 */
import { elementIsDark } from '../theme.js';

const LIGHT = {
  land: '#f4f1ea', sea: '#cfdde6', districts: 'rgba(90, 84, 74, 0.28)', boundaries: 'rgba(84, 76, 66, 0.75)',
  country: '#857c6d', district: '#857d70', town: '#4d483f', water: '#5b7f97',
  text: '#1f2328', muted: '#6b7078', halo: 'rgba(250, 248, 243, 0.85)', surface: '#ffffff', line: '#c9c4b8',
  ink: '31, 62, 92', region: '46, 84, 120',
};
const DARK = {
  land: '#262a2f', sea: '#12181f', districts: 'rgba(200, 205, 212, 0.16)', boundaries: 'rgba(205, 208, 212, 0.5)',
  country: '#8d939b', district: '#767d86', town: '#b9bec5', water: '#5f87a3',
  text: '#eceae5', muted: '#9aa1a9', halo: 'rgba(24, 27, 31, 0.85)', surface: '#1d2126', line: '#474e57',
  ink: '150, 196, 232', region: '120, 178, 224',
};

/**
 * @param {Element} [element] whose theme it is; by default that of the map's frame
 * @param {string} [variable] that holds its surface's colour
 * @returns {object} the colours of the theme in force, with `dark` said
 */
export function mapColours(element = document.documentElement, variable = '--background-color') {
  const dark = elementIsDark(element, variable);
  return { ...(dark ? DARK : LIGHT), dark };
}
