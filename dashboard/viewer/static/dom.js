/**
 * Elements from data. Text is only ever set as text: what a case says is never read as HTML.
 */
import { stylesheet } from './resources.js';

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [properties] `class`, `data`, `aria-…`, `on…` handlers, or properties of the element
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement}
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'class') made.className = value;
    else if (name === 'data') Object.assign(made.dataset, value);
    else if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (name === 'role' || name.includes('-')) made.setAttribute(name, String(value));
    else made[name] = value;
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false && child !== ''));
  return made;
}

/** A link to another host, only where the address is one of the web's; else its words. */
export function outsideLink(address, words) {
  const safe = /^https?:\/\//i.test(address ?? '');
  if (!safe) return document.createTextNode(words);
  return element('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, words);
}

/**
 * Mounts a view in a component's shadow root once its stylesheets are there: the viewer's, then its own in their order.
 * @param {HTMLElement | ShadowRoot} parent
 * @param {HTMLElement} root
 * @param {string[]} own names of the view's own stylesheets
 * @returns {Promise<void>} once the stylesheets are there
 */
export function dress(parent, root, ...own) {
  const sheets = ['viewer.css', ...own].map(stylesheet);
  const loaded = sheets.map((sheet) => new Promise((done) => {
    for (const kind of ['load', 'error']) sheet.addEventListener(kind, done, { once: true });
  }));
  root.style.visibility = 'hidden';
  parent.append(...sheets, root);
  return Promise.all(loaded).then(() => { root.style.visibility = ''; });
}
