/**
 * The article as a source of the case: what it is called, who published it, when.
 */
import { element } from '../dom.js';
import { gettext } from '../words.js';

export class SourceFields {
  /** @param {import('./work.js').DraftWork} work @param {() => string} known the id of the source that the case has it as already @param {() => void} readAgain */
  constructor(work, known, readAgain) {
    Object.assign(this, { work, known });
    this.undated = element('p', { class: 'undated' }, gettext('No day of publication is known, so that words such as “on Wednesday” cannot be reckoned from it. Say it under “Published”, then read again: what you decided so far is begun anew.'), ' ',
      element('button', { type: 'button', class: 'plain', data: { act: 'read-again' }, onclick: () => readAgain() }, gettext('Read again')));
    this.summary = element('summary', {});
    this.body = element('div', { class: 'fields' });
    this.root = element('details', { class: 'source-fields', open: !work.source.published }, this.summary, this.undated, this.body);
    this.draw();
    this.show();
  }

  draw() {
    const { work } = this;
    const { source } = work;
    const field = (name, words, hint) => element('label', { class: 'field' }, element('span', { class: 'label' }, words),
      element('input', { type: 'text', autocomplete: 'off', maxLength: 1000, value: source[name] ?? '', name, onchange: ({ target }) => work.setSource(this.cellsOf(name, target.value.trim())) }),
      hint && element('span', { class: 'muted' }, hint));
    const box = element('input', { type: 'checkbox', checked: work.keepsText, data: { act: 'keep-text' }, onchange: () => work.keepText(box.checked) });
    this.body.replaceChildren(field('title', gettext('Title')), field('publisher', gettext('Publisher')), field('published', gettext('Published')),
      field('published_basis', gettext('How that day is known')), field('language', gettext('Language')), field('url', gettext('Address')),
      element('label', { class: 'choice whole' }, box, element('span', {}, gettext('Keep the article’s text in the case, for yourself'), ' ',
        element('span', { class: 'muted' }, gettext('It is your own copy, never published with the case; each claim is then tied to its words.')))));
  }

  cellsOf(name, value) {
    return name === 'published' && value !== this.work.read.article.published ? { published: value, published_basis: '' } : { [name]: value };
  }

  show() {
    this.undated.hidden = Boolean(this.work.read.article.published);
    const { source } = this.work;
    const known = this.known();
    const told = [source.publisher, source.published || gettext('no day of publication'), source.language].filter(Boolean).join(' · ');
    this.summary.replaceChildren(element('span', {}, told), ' ', element('span', { class: 'muted' }, known ? gettext('The case has this source already, as {id}: claims are added to it.', { id: known }) : gettext('the source, as it will be saved')));
    const basis = this.body.querySelector('[name=published_basis]');
    if (basis && basis.value !== (source.published_basis ?? '')) basis.value = source.published_basis ?? '';
  }
}
