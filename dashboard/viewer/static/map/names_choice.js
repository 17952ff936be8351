/**
 * The choice of the language in which places are named, beside the map's credits.
 */
import { element } from '../dom.js';
import { languageWords } from '../place_names.js';
import { gettext } from '../words.js';

const L = window.L;

export class NamesChoice {
  /**
   * @param {L.Map} map
   * @param {(language: string) => void} choose
   */
  constructor(map, choose) {
    this.select = element('select', { data: { testid: 'names' }, onchange: () => choose(this.select.value) });
    this.root = element('label', { class: 'names-choice', hidden: true }, element('span', {}, gettext('Names:')), ' ', this.select);
    L.DomEvent.disableClickPropagation(this.root);
    const control = L.control({ position: 'bottomright' });
    control.onAdd = () => this.root;
    control.addTo(map);
  }

  /**
   * @param {string[]} languages
   * @param {string} chosen
   */
  show(languages, chosen) {
    const key = languages.join();
    if (key !== this.key) {
      this.key = key;
      const options = languages.map((value) => ({ value, words: languageWords(value) }));
      this.select.replaceChildren(...options.map(({ value, words }) => element('option', { value }, words)));
      this.root.hidden = languages.length < 2;
    }
    this.select.value = chosen;
  }
}
