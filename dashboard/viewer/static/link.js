/**
 * The address of exactly this view: to copy, and as a QR code.
 */
import { hasServer } from './answers.js';
import { openDialog } from './dialog.js';
import { element } from './dom.js';
import { stylesheet } from './resources.js';
import { gettext } from './words.js';

const LONGEST_QR = 2000; // characters
const THIS_COMPUTER = new Set(['localhost', '127.0.0.1', '[::1]']);

const besideThePage = (path) => new URL(path, document.baseURI);

/** Copies the words of a field. @returns {Promise<boolean>} whether that worked; else they are selected */
async function copied(field) {
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    // plain http on a network has no clipboard, and a browser may refuse it: the old way is tried
    return document.execCommand('copy');
  }
}

function copyRow() {
  const field = element('input', { type: 'text', readOnly: true, 'aria-label': gettext('Address of this view'), data: { testid: 'link-address' }, onfocus: () => field.select() });
  const said = element('p', { class: 'muted', role: 'status', data: { testid: 'link-copied' } });
  const copy = async () => {
    const key = navigator.platform.startsWith('Mac') ? '⌘C' : 'Ctrl+C';
    said.textContent = (await copied(field)) ? gettext('Copied.') : gettext('The browser does not let this page copy. Press {key}: the address is selected.', { key });
  };
  const button = element('button', { type: 'button', class: 'plain', data: { testid: 'link-copy' }, onclick: copy }, gettext('Copy'));
  return { field, said, row: element('div', { class: 'link-row' }, field, button) };
}

function qrCode() {
  const said = element('p', { class: 'muted' });
  const picture = element('img', { class: 'qr', width: 232, height: 232, alt: gettext('QR code of this address'), onerror: () => show('') });
  const show = (address) => {
    const drawn = address && address.length <= LONGEST_QR;
    picture.hidden = !drawn;
    said.textContent = drawn ? '' : gettext('There is no QR code of this address: it is too long for one, or the server does not draw it.');
    if (!drawn) return;
    const source = besideThePage('link/qr.svg');
    source.searchParams.set('address', address);
    picture.src = source.href;
  };
  return { show, figure: element('div', { class: 'qr-box' }, picture, said) };
}

/** The addresses for other computers, where the server lets them in and the page is open on its own. */
async function networkPages() {
  if (!THIS_COMPUTER.has(location.hostname)) return [];
  const response = await fetch(besideThePage('link/network.json'));
  return response.ok ? (await response.json()).pages : [];
}

function reachWords(address, onNetwork) {
  if (!THIS_COMPUTER.has(new URL(address).hostname)) return onNetwork ? gettext('Others on your network can open this link while this computer serves the case.') : '';
  return onNetwork
    ? gettext('This link opens only on this computer.')
    : gettext('This link opens only on this computer. To let others on your network in, stop the server and start it with {option}.', { option: 'python -m dashboard --lan' });
}

/** Buttons that choose between the addresses of one view. */
function choices(addresses, choose) {
  const buttons = addresses.map((address) => element('button', { type: 'button', class: 'plain', onclick: () => pick(address) }, new URL(address).host));
  const pick = (address) => {
    buttons.forEach((button, index) => button.setAttribute('aria-pressed', String(addresses[index] === address)));
    choose(address);
  };
  return { pick, group: element('div', { class: 'link-choices', role: 'group', 'aria-label': gettext('Which address') }, ...buttons) };
}

/**
 * @param {object} reader the page's reader state
 * @param {HTMLElement} host where the dialog is put
 */
export async function openLink(reader, host) {
  reader.address.write();
  const here = location.href;
  const { field, said, row } = copyRow();
  const qr = qrCode();
  const reach = element('p', { data: { testid: 'link-reach' } });
  const style = stylesheet('link.css');
  const show = (address, onNetwork) => {
    field.value = address;
    said.textContent = '';
    reach.textContent = reachWords(address, onNetwork);
    if (hasServer()) qr.show(address);
  };
  openDialog(host, gettext('Link to this view'), style, row, said, reach, hasServer() && qr.figure);
  show(here, false);
  if (!hasServer()) return;
  const pages = await networkPages();
  if (!pages.length) return;
  const elsewhere = pages.map((page) => new URL(location.pathname + location.search + location.hash, page).href);
  const { pick, group } = choices([...elsewhere, here], (address) => show(address, true));
  row.before(group);
  pick(elsewhere[0]);
}
