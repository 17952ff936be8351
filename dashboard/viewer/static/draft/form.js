/**
 * What an article is put in by: dropped, chosen, or pasted; and what it may not say of itself.
 */
import { element } from '../dom.js';
import { post } from '../editing/case_tables.js';
import { gettext } from '../words.js';

const LONG = 50_000; // characters
const LARGEST = 8 * 1024 * 1024; // bytes of a file that is sent at all; the server says what is too long

/** @returns {Promise<string>} a file's bytes, as JSON can carry them */
const packed = (file) => new Promise((done, failed) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result.slice(reader.result.indexOf(',') + 1));
  reader.onerror = () => failed(new Error(gettext('{name} could not be read: choose it again.', { name: file.name })));
  reader.readAsDataURL(file);
});

export class ArticleForm {
  /** @param {import('./work.js').DraftWork} work @param {() => string} waiting what to say while an article is read */
  constructor(work, waiting) {
    Object.assign(this, { work, waiting });
    const { form } = work;
    this.text = element('textarea', { id: 'draft-text', rows: 9, value: form.text, spellcheck: false, oninput: () => this.typed(), onpaste: (event) => this.pasted(event) });
    this.file = element('input', { type: 'file', class: 'unseen', id: 'draft-file', accept: '.txt,.html,.htm,.md,text/*', onchange: () => this.takeFile(this.file.files[0]) });
    this.chosen = element('p', { class: 'chosen', hidden: true });
    this.trouble = element('p', { class: 'trouble', role: 'alert', hidden: true });
    this.said = element('p', { class: 'muted', role: 'status' });
    this.button = element('button', { type: 'submit', class: 'plain main' }, gettext('Read'));
    this.root = element('form', { class: 'article-form', noValidate: true, onsubmit: (event) => this.submit(event) },
      this.dropZone(), this.fields(), element('div', { class: 'form-end' }, this.button, this.said), this.trouble);
    this.showFile();
  }

  /** Where the putting in begins. */
  begin() {
    this.text.focus();
  }

  dropZone() {
    const over = (isOver) => (event) => {
      event.preventDefault();
      zone.classList.toggle('over', isOver);
    };
    const zone = element('div', {
      class: 'drop-zone', ondragover: over(true), ondragleave: over(false),
      ondrop: (event) => {
        over(false)(event);
        const [file] = event.dataTransfer.files;
        if (file) this.takeFile(file);
        else this.takeText(event.dataTransfer.getData('text/plain'));
      },
    },
    element('label', { htmlFor: 'draft-text', class: 'label' }, gettext('The article')), this.text,
    element('div', { class: 'file-line' }, this.file, element('label', { htmlFor: 'draft-file', class: 'plain file-button' }, gettext('Choose a file')),
      element('span', { class: 'muted' }, gettext('or drop one here: text or HTML')), this.chosen));
    return zone;
  }

  fields() {
    const { form } = this.work;
    const field = (name, words, hint, how = {}) => element('label', { class: 'field' }, element('span', { class: 'label' }, words),
      element('input', { type: 'text', autocomplete: 'off', maxLength: 500, value: form[name], name, oninput: ({ target }) => this.work.fill({ [name]: target.value }), ...how }),
      hint && element('span', { class: 'muted' }, hint));
    return element('div', { class: 'fields' },
      field('published', gettext('Published'), gettext('A day such as 2024-04-17, where the article does not say it')),
      field('publisher', gettext('Publisher')),
      field('title', gettext('Title'), gettext('Empty: the article’s own')),
      field('url', gettext('Address'), '', { type: 'url', inputMode: 'url' }));
  }

  typed() {
    this.work.fill({ text: this.text.value, name: '', base64: '' });
    this.showFile();
  }

  /** A long text is put in at once: as if typed, browsers take seconds for it. */
  pasted(event) {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text.length < LONG) return;
    event.preventDefault();
    this.text.setRangeText(text, this.text.selectionStart, this.text.selectionEnd, 'end');
    this.typed();
  }

  takeText(text) {
    if (!text) return;
    this.text.value = text;
    this.typed();
  }

  async takeFile(file) {
    if (!file) return;
    this.say('');
    try {
      if (file.size > LARGEST) throw new Error(gettext('{name} is too large for an article: put in one of at most 5 MB.', { name: file.name }));
      const base64 = await packed(file);
      this.text.value = '';
      this.work.fill({ text: '', name: file.name, base64 });
      this.showFile();
    } catch (error) {
      this.say(error.message);
    }
    this.file.value = '';
  }

  showFile() {
    const { name } = this.work.form;
    this.chosen.hidden = !name;
    if (!name) return;
    const away = element('button', { type: 'button', class: 'plain', onclick: () => { this.typed(); this.text.focus(); } }, gettext('Take it away'));
    this.chosen.replaceChildren(element('b', {}, name), ' ', away);
  }

  say(words) {
    this.trouble.hidden = !words;
    this.trouble.textContent = words;
  }

  async submit(event) {
    event.preventDefault();
    if (this.isBusy) return;
    const { text, base64, name, published } = this.work.form;
    this.busy(true);
    try {
      this.work.take(await post('draft/read', { text, base64, name, published }));
    } catch (error) {
      this.say(error.message);
    } finally {
      this.busy(false);
    }
  }

  busy(isBusy) {
    this.isBusy = isBusy;
    this.button.setAttribute('aria-disabled', String(isBusy));
    if (isBusy) this.say('');
    this.tellWait();
  }

  /** Says what is waited for; called anew when that changes. */
  tellWait() {
    const words = this.isBusy ? this.waiting() || gettext('Reading…') : this.waiting();
    if (this.said.textContent !== words) this.said.textContent = words;
  }
}
