/**
 * The article as it was read: every date, place, speaker and number marked, and what each was taken for.
 */
import { element } from '../dom.js';
import { gettext, ngettext } from '../words.js';
import { foundWords, isDoubted, kindWords } from './found.js';
import { cutterOf, piecesOf, runsOf } from './spans.js';

const MOST = 150; // paragraphs drawn at once
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class MarkedArticle {
  /** @param {import('./work.js').DraftWork} work @param {(card: string) => void} open goes to a card */
  constructor(work, open) {
    Object.assign(this, { work, open, limit: MOST });
    this.body = element('div', { class: 'article-body', onkeydown: (event) => this.step(event), onclick: (event) => this.clicked(event), onpointerover: (event) => this.pointed(event), onfocusin: ({ target }) => this.tell(target) });
    this.told = element('div', { class: 'told', role: 'status', data: { testid: 'found' } }, element('p', { class: 'muted' }, gettext('Point at what is marked to see what it was taken for; by keyboard, Tab and the arrows.')));
    this.root = element('section', { class: 'article-pane', 'aria-label': gettext('The article') }, legend(), this.body, this.told);
    this.show();
  }

  show() {
    const { article, dates, places, speakers, proposals } = this.work.read;
    const numbers = proposals.flatMap(({ quantities }) => quantities);
    const none = { start: -1, end: -1 };
    const governments = places.map((one) => (one.is_speaker ? one : none));
    const isGovernment = ({ start, end }) => governments.some((one) => one.start === start && one.end === end);
    const marked = (spans, kind) => spans.map(({ start, end }, index) => ({ start, end, kind, index }));
    this.numbers = numbers;
    this.cut = cutterOf(article.text);
    this.spans = {
      said: proposals, speakers: speakers.map((one) => (isGovernment(one) ? none : one)),
      found: [...marked(dates, 'date'), ...marked(places.map((one) => (one.is_speaker ? none : one)), 'place'), ...marked(numbers, 'number'),
        ...marked(governments, 'government')],
    };
    const shown = article.paragraphs.slice(0, this.limit);
    this.seen = new Set();
    this.body.replaceChildren(element('h2', { tabIndex: -1 }, this.work.source.title || gettext('An article without a title')), ...this.notes(), ...shown.map((one) => this.paragraph(one)));
    const rest = article.paragraphs.length - shown.length;
    if (rest > 0) this.body.append(element('button', { type: 'button', class: 'plain', onclick: () => { this.limit += MOST; this.show(); } }, ngettext('{count} more paragraph', '{count} more paragraphs', rest)));
    const [first] = this.marks();
    if (first) first.tabIndex = 0;
    this.showCards();
  }

  notes() {
    const { article } = this.work.read;
    return article.notes.map((note) => element('p', { class: 'note' }, note));
  }

  paragraph(paragraph) {
    const pieces = piecesOf(paragraph, this.spans);
    return element('p', { class: 'paragraph', data: { number: paragraph.number } }, ...runsOf(pieces, ({ said }) => said).flatMap((run) => this.said(run)));
  }

  /** The words of a proposal, with its number before them. */
  said(run) {
    const inside = runsOf(run, ({ speaker }) => speaker).flatMap((part) => this.spoken(part));
    const [{ said }] = run;
    if (!said.length) return inside;
    const cards = said.map((index) => `p${index + 1}`);
    const first = cards.filter((card) => !this.seen.has(card) && this.seen.add(card));
    const numbers = first.map((card) => this.role(element('sup', { class: 'to-card', data: { to: card }, 'aria-label': gettext('Proposal {number}', { number: card.slice(1) }) }, card.slice(1))));
    return [element('span', { class: 'said', data: { cards: cards.join(' ') } }, ...numbers, ...inside)];
  }

  spoken(run) {
    const [{ speaker, start }] = run;
    const inside = runsOf(run, ({ found }) => found).map((part) => [part[0].found, this.found(part)]);
    if (speaker === null) return inside.map(([, made]) => made);
    // what stands in a speaker's name is a button of its own, so the name is one only by its other words
    const first = start === this.spans.speakers[speaker].start && inside.find(([found]) => !found);
    if (first) first[1] = this.role(element('span', {}, first[1]));
    return [element('span', { class: 'mark speaker', data: { kind: 'speaker', index: speaker } }, ...inside.map(([, made]) => made))];
  }

  found(run) {
    const words = this.cut(run[0].start, run.at(-1).end);
    const [{ found }] = run;
    if (!found) return document.createTextNode(words);
    const doubted = isDoubted(this.work.read, found.kind, found.index);
    const made = element('span', { class: `mark ${found.kind}${doubted ? ' doubted' : ''}`, data: { kind: found.kind, index: found.index } }, words);
    return this.role(made);
  }

  role(made) {
    made.setAttribute('role', 'button');
    made.tabIndex = -1;
    return made;
  }

  marks() {
    return [...this.body.querySelectorAll('[role=button]')];
  }

  step(event) {
    const { target, key } = event;
    if (target.role !== 'button' && target.getAttribute('role') !== 'button') return;
    if (key === 'Enter' || key === ' ') {
      event.preventDefault();
      if (target.dataset.to) this.open(target.dataset.to);
      else this.openSaid(target);
      return;
    }
    const marks = this.marks();
    const ends = { Home: 0, End: marks.length - 1 };
    const to = ends[key] ?? (key in STEPS ? marks.indexOf(target) + STEPS[key] : null);
    if (to === null || !marks[to]) return;
    event.preventDefault();
    target.tabIndex = -1;
    marks[to].tabIndex = 0;
    marks[to].focus();
  }

  clicked({ target }) {
    const mark = target.closest('[role=button]');
    if (mark) {
      for (const other of this.marks()) other.tabIndex = other === mark ? 0 : -1;
      mark.focus();
    }
    if (mark?.dataset.to) this.open(mark.dataset.to);
    else if (!mark) this.openSaid(target);
    else this.pointSaid(target);
  }

  openSaid(target) {
    const cards = this.cardsAt(target);
    if (cards.length) this.open(cards[0]);
  }

  pointSaid(target) {
    const [card] = this.cardsAt(target);
    if (card) this.work.point(card);
  }

  cardsAt(target) {
    const cards = target.closest('.said')?.dataset.cards.split(' ') ?? [];
    return cards.filter((id) => this.work.card(id));
  }

  pointed({ target, pointerType }) {
    if (pointerType === 'touch') return;
    const said = target.closest('.said');
    const cards = said ? this.cardsAt(target) : [];
    this.light(cards);
    if (target.closest('.mark')) this.tell(target.closest('.mark'));
  }

  /** Shows which words belong to a card that is pointed at. @param {string[]} cards */
  light(cards) {
    for (const said of this.body.querySelectorAll('.said')) said.classList.toggle('lit', said.dataset.cards.split(' ').some((card) => cards.includes(card)));
  }

  /** Says what a mark was taken for, and by which rule. */
  tell(target) {
    const mark = target.closest?.('.mark');
    if (!mark) return;
    const { kind, index } = mark.dataset;
    const { title, lines, doubt } = foundWords(this.work.read, this.numbers, kind, Number(index));
    this.told.replaceChildren(element('p', {}, element('span', { class: `mark ${kind}` }, kindWords()[kind]), ' ', element('b', {}, title)),
      ...lines.map((line) => element('p', { class: 'muted' }, line)), ...(doubt ? [element('p', { class: 'doubt' }, doubt)] : []));
  }

  /** Shows which card is looked at, and which words were accepted or dropped. */
  showCards() {
    const { active } = this.work;
    for (const said of this.body.querySelectorAll('.said')) {
      const cards = said.dataset.cards.split(' ');
      const is = (decision) => cards.some((id) => (this.work.card(id)?.decision ?? 'saved') === decision);
      said.classList.toggle('active', cards.includes(active));
      said.classList.toggle('accepted', is('accepted') || is('saved'));
      said.classList.toggle('dropped', !is('accepted') && !is('open') && is('dropped'));
    }
  }

  /** Brings the words of a card into sight. */
  reveal(card) {
    const said = [...this.body.querySelectorAll('.said')].find(({ dataset }) => dataset.cards.split(' ').includes(card));
    if (!said || this.body.scrollHeight <= this.body.clientHeight) return;
    const [box, own] = [this.body.getBoundingClientRect(), said.getBoundingClientRect()];
    if (own.top < box.top || own.bottom > box.bottom) this.body.scrollTop += own.top - box.top - box.height / 3;
  }
}

function legend() {
  const words = kindWords();
  return element('ul', { class: 'mark-legend', 'aria-label': gettext('What is marked') },
    ...['date', 'place', 'speaker', 'number'].map((kind) => element('li', {}, element('span', { class: `mark ${kind}` }, words[kind]))),
    element('li', {}, element('span', { class: 'mark doubted' }, gettext('in doubt'))));
}
