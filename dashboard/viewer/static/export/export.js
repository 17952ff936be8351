/**
 * The tool that writes the view as a file: a picture, slides, a brief, a page that needs no server, a table. The
 * server makes it by the same code as the shell; what is seen before is made so, too.
 */
import { openDialog } from '../dialog.js';
import { element } from '../dom.js';
import { stylesheet } from '../resources.js';
import { gettext } from '../words.js';
import { KINDS, kindNamed } from './kinds.js';
import { fetched, save } from './making.js';

const REST = 300; // milliseconds after a choice, before the preview is asked for
const LONG = 1000; // milliseconds after which it is said how long it takes

class ExportDialog {
  constructor(reader, host) {
    this.reader = reader;
    this.kind = KINDS[0].id;
    this.chosen = { width: '', theme: 'light', page: 'slide', key: '' };
    this.choices = element('div', { class: 'export-choices' });
    this.picture = element('img', { class: 'export-preview', alt: gettext('Preview of the file'), data: { testid: 'export-preview' } });
    this.meaning = element('p', { class: 'muted', data: { testid: 'export-meaning' } });
    this.said = element('p', { role: 'status', data: { testid: 'export-said' } });
    this.button = element('button', { type: 'button', class: 'plain chief', data: { testid: 'export-save' }, onclick: () => this.make() }, gettext('Download'));
    this.dialog = openDialog(host, gettext('Export this view'), stylesheet('export/export.css'), this.kinds(), this.meaning, this.choices,
      element('div', { class: 'export-stage' }, this.picture), element('div', { class: 'export-row' }, this.button, this.said));
    this.dialog.addEventListener('close', () => this.leave());
    this.show();
  }

  kinds() {
    const list = element('div', { class: 'export-kinds', role: 'radiogroup', 'aria-label': gettext('Kind of file') });
    list.append(...KINDS.map(({ id, label }) => element('label', {},
      element('input', { type: 'radio', name: 'export-kind', value: id, checked: id === this.kind, onchange: () => this.take(id) }), label())));
    return list;
  }

  take(id) {
    this.kind = id;
    this.show();
  }

  show() {
    const kind = kindNamed(this.kind);
    this.meaning.textContent = kind.meaning();
    this.choices.replaceChildren(...kind.choices.map((choice) => this.choice(choice)));
    this.previewSoon();
  }

  choice({ name, label, values }) {
    const select = element('select', { data: { testid: `export-${name}` }, onchange: () => this.choose(name, select.value) },
      ...values.map(([value, words]) => element('option', { value }, words())));
    select.value = this.chosen[name];
    return element('label', {}, element('span', {}, label()), select);
  }

  choose(name, value) {
    this.chosen[name] = value;
    this.previewSoon();
  }

  /** Where an export of this kind is made. */
  address(path = '') {
    const found = new URL(`${this.reader.base}exports/${this.kind}${path}`);
    found.searchParams.set('view', this.reader.address.query());
    for (const { name } of kindNamed(this.kind).choices) if (this.chosen[name]) found.searchParams.set(name, this.chosen[name]);
    return found.href;
  }

  previewSoon() {
    clearTimeout(this.timer);
    this.previewing?.abort();
    this.picture.hidden = !kindNamed(this.kind).isSeen;
    this.picture.dataset.shows = '';
    if (!this.picture.hidden) this.timer = setTimeout(() => this.preview(), REST);
  }

  async preview() {
    this.previewing = new AbortController();
    const kind = this.kind;
    await this.doing(this.previewing, gettext('Drawing the preview'), async (signal) => {
      const { content } = await fetched(this.address('/preview'), signal);
      URL.revokeObjectURL(this.picture.src);
      this.picture.src = URL.createObjectURL(content);
      this.picture.dataset.shows = kind;
    });
  }

  async make() {
    this.making?.abort();
    this.making = new AbortController();
    this.button.disabled = true;
    await this.doing(this.making, gettext('Making the file'), async (signal) => {
      const { content, name } = await fetched(this.address(), signal);
      save(name, content);
      return gettext('Saved as {name}.', { name });
    });
    this.button.disabled = false;
  }

  /** Does something that may take long, and says so; what went wrong is said in the server's words. */
  async doing(controller, words, work) {
    const started = performance.now();
    const tick = setInterval(() => {
      const seconds = Math.round((performance.now() - started) / 1000);
      if (performance.now() - started >= LONG) this.said.textContent = gettext('{doing}: {seconds} s', { doing: words, seconds });
    }, LONG);
    try {
      const done = await work(controller.signal);
      this.said.textContent = done ?? '';
    } catch (error) {
      if (error.name !== 'AbortError') this.said.textContent = error.message;
    } finally {
      clearInterval(tick);
    }
  }

  leave() {
    clearTimeout(this.timer);
    this.previewing?.abort();
    this.making?.abort();
    URL.revokeObjectURL(this.picture.src);
  }
}

/**
 * @param {object} reader the page's reader state
 * @param {HTMLElement} host where the dialog is put
 */
export function openExport(reader, host) {
  if (reader.cover.isOn) {
    openDialog(host, gettext('Export this view'), element('p', {}, gettext('Standings are covered in class mode, and a file would tell them. Leave class mode first, under Present.')));
    return;
  }
  reader.address.write();
  new ExportDialog(reader, host);
}
