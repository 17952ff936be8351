/**
 * The page on which an article becomes proposed claims, and those that the reader accepts become claims of the case.
 */
import { dress, element } from '../dom.js';
import { get } from '../editing/case_tables.js';
import { gettext } from '../words.js';
import { Desk } from './desk.js';
import { ArticleForm } from './form.js';
import { DraftWork } from './work.js';

const BETWEEN_LOOKS = 1500; // milliseconds, while the index of places is built

class DraftPage {
  constructor(parent) {
    this.work = new DraftWork();
    this.body = element('div', {}, element('p', { role: 'status' }, gettext('Reading…')));
    this.lead = element('p', { class: 'lead' });
    this.root = element('section', { class: 'draft-page', data: { testid: 'draft-page' } }, element('h1', {}, gettext('Draft')), this.lead, this.body);
    dress(parent, this.root, 'forms.css', 'draft/draft.css', 'draft/article.css', 'draft/cards.css');
    this.unlisten = this.work.listen((what) => what === 'read' && this.show());
    this.look(true);
  }

  /** Asks whether the reader may, and whether places can be looked up. */
  async look(isFirst = false) {
    try {
      this.state = await get('draft/state.json');
    } catch (error) {
      this.body.replaceChildren(element('p', { role: 'alert' }, error.message));
      return;
    }
    if (this.isGone) return;
    if (isFirst) this.show(true);
    this.form?.tellWait();
    if (this.state.can_edit && this.state.places === 'building') this.timer = setTimeout(() => this.look(), BETWEEN_LOOKS);
  }

  show(isFirst = false) {
    this.desk?.destroy();
    Object.assign(this, { desk: null, form: null });
    const { can_edit: may, why } = this.state;
    this.root.classList.toggle('works', may && Boolean(this.work.read));
    this.lead.textContent = may ? gettext('An article is read on this computer, and what it says becomes proposals. Nothing enters the case without your yes.') : why;
    if (!may) {
      this.body.replaceChildren();
      return;
    }
    if (this.work.read) this.desk = new Desk(this.work, this.state, this.root);
    else this.form = new ArticleForm(this.work, () => this.waiting());
    this.body.replaceChildren((this.desk ?? this.form).root);
    if (!isFirst) (this.desk ?? this.form).begin();
  }

  waiting() {
    return this.state.places === 'building' ? gettext('The index of places is built once on this computer, some 20 seconds.') : '';
  }

  update() {
    this.desk?.retheme();
  }

  destroy() {
    this.isGone = true;
    clearTimeout(this.timer);
    this.unlisten();
    this.desk?.destroy();
  }
}

export function mount(parent) {
  return new DraftPage(parent);
}
