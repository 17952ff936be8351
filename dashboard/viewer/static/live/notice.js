/**
 * A notice: words that are read out as they come, and what can be done about them. Shared by the live page and a
 * published case.
 */
import { element } from '../dom.js';

/**
 * @param {HTMLElement} host that is read out when it is filled (`role=status`)
 * @param {string} words none hide it
 * @param {{words: string, label?: string, act: (button: HTMLButtonElement) => void}[]} [actions] in the order of their buttons
 */
export function showNotice(host, words, actions = []) {
  const button = ({ words: own, label, act }) =>
    element('button', { type: 'button', class: 'plain', 'aria-label': label, onclick: ({ currentTarget }) => act(currentTarget) }, own);
  host.replaceChildren(...(words ? [element('p', {}, words), ...actions.map(button)] : []));
  host.hidden = !words;
}
