/**
 * A dialog over the page. The browser keeps the focus in it, closes it at Escape and gives the focus back.
 */
import { element } from './dom.js';
import { gettext } from './words.js';

let open = 0;

/** @returns {boolean} whether a dialog lies over the page, whose keys are then not the page's */
export const aDialogIsOpen = () => open > 0;

/**
 * @param {HTMLElement} host where it is put; its stylesheet is viewer.css
 * @param {string} heading
 * @param {...Node} content
 * @returns {HTMLDialogElement} open; it goes away when it is closed
 */
export function openDialog(host, heading, ...content) {
  const close = element('button', { type: 'button', class: 'plain', 'aria-label': gettext('Close'), onclick: () => dialog.close() }, '×');
  const dialog = element('dialog', { class: 'dialog', 'aria-label': heading, onclose: () => gone(dialog) },
    element('div', { class: 'dialog-head' }, element('h2', {}, heading), close), ...content);
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
  host.append(dialog);
  dialog.showModal();
  open += 1;
  return dialog;
}

function gone(dialog) {
  open -= 1;
  dialog.remove();
}
