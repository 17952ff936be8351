/**
 * The mouse and the finger on the map: a tooltip over what is under the pointer, and choosing it.
 */
const TOUCH_SLACK = 10; // CSS pixels more for a finger

export class Pointer {
  /**
   * @param {L.Map} map
   * @param {{find: Function, words: Function, choose: Function}} actions
   */
  constructor(map, actions) {
    this.actions = actions;
    this.container = map.getContainer();
    this.tip = document.createElement('div');
    this.tip.className = 'tip';
    this.tip.hidden = true;
    this.container.append(this.tip);
    map.on('mousemove', ({ containerPoint }) => this.hover(containerPoint));
    map.on('mouseout movestart', () => this.leave());
    map.on('click', ({ containerPoint, originalEvent }) => this.click(containerPoint, originalEvent));
  }

  hover(point) {
    const target = this.actions.find(point);
    this.container.classList.toggle('over-mark', Boolean(target));
    if (!target) {
      this.tip.hidden = true;
      return;
    }
    const { title, lines } = this.actions.words(target);
    const heading = document.createElement('b');
    heading.textContent = title;
    const rest = lines.filter(Boolean).map((line) => {
      const element = document.createElement('span');
      element.textContent = line;
      return element;
    });
    this.tip.replaceChildren(heading, ...rest);
    this.tip.hidden = false;
    const right = point.x > this.container.clientWidth - 300;
    this.tip.style.left = `${right ? point.x - this.tip.offsetWidth - 14 : point.x + 14}px`;
    this.tip.style.top = `${Math.max(4, Math.min(point.y + 12, this.container.clientHeight - this.tip.offsetHeight - 4))}px`;
  }

  leave() {
    this.tip.hidden = true;
    this.container.classList.remove('over-mark');
  }

  click(point, { pointerType }) {
    const target = this.actions.find(point, pointerType === 'touch' ? TOUCH_SLACK : 0);
    if (target) this.actions.choose(target);
  }
}
