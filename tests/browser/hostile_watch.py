"""What a page does with hostile texts: runs them, asks for them, links to them; and shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from tests.browser.hostile_texts import RUN
from tests.browser.page_record import NOT_NETWORK, OURS

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Dialog, Frame, Page, Request

SWEEP: Final = """() => {
  const texts = [document.title];
  const unsafe = [];
  const ADDRESSES = ['href', 'src', 'action', 'formaction', 'data', 'xlink:href', 'srcdoc', 'ping'];
  const NAMED = ['title', 'alt', 'placeholder', 'value', 'label'];
  const MAY_HOLD_DATA = new Set(['IMG', 'LINK', 'image', 'INPUT']);
  const scheme = (text) => /^[\\s\\x00-\\x1f]*([a-z][a-z0-9+.-]*):/i.exec(text)?.[1].toLowerCase();
  const isUnsafe = (one, name, value) => {
    if (name.startsWith('on') || name === 'srcdoc') return true;
    if (!ADDRESSES.includes(name)) return false;
    const found = scheme(value);
    if (!found || ['http', 'https', 'blob', 'file', 'about'].includes(found)) return false;
    return found !== 'data' || !MAY_HOLD_DATA.has(one.tagName);
  };
  const isOutside = (one) => /^https?:$/.test(one.protocol ?? '') && one.host !== location.host;
  const look = (root) => {
    texts.push(root.textContent ?? '');
    for (const one of root.querySelectorAll('*')) {
      for (const { name, value } of one.attributes) {
        if (isUnsafe(one, name, value)) unsafe.push(`${one.tagName} ${name}=${value}`);
        if (NAMED.includes(name) || /^(aria|data)-/.test(name)) texts.push(value);
      }
      if (typeof one.value === 'string') texts.push(one.value);
      const tells = one.tagName === 'A' && isOutside(one) && !one.relList.contains('noopener');
      if (tells) unsafe.push(`opener ${one.href}`);
      if (one.shadowRoot) look(one.shadowRoot);
    }
  };
  look(document.documentElement);
  return { texts, unsafe };
}"""


def plain(text: str) -> str:
    """Give text as a browser and our tables may both set it: white space joined."""
    return " ".join(text.split())


class HostileWatch:
    """Listens to every page of a browser's context.

    Attributes
    ----------
    ran
        Numbers of texts that ran.
    strangers
        Addresses of other hosts that were asked.
    windows
        Dialogs, and windows that were not opened by the test.
    unsafe
        Addresses and handlers of elements that no text may become, as `sweep` found them.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.ran: set[int] = set()
        self.strangers: list[str] = []
        self.windows: list[str] = []
        self.unsafe: set[str] = set()
        self._own: set[Any] = set()
        context.expose_binding(RUN, lambda _, number=0: self.ran.add(int(number)))
        context.on("request", self._asked)
        context.on("page", self._opened)
        context.on("dialog", self._answer)

    def own(self, page: Page) -> Page:
        """Take a page for one that the test has opened."""
        self._own.add(page)
        self.windows = [one for one in self.windows if one != f"window {id(page)}"]
        return page

    def sweep(self, where: Page | Frame) -> str:
        """Give all text that a document holds, its attributes' too, and note what is unsafe."""
        found = where.evaluate(SWEEP)
        self.unsafe.update(found["unsafe"])
        return plain("\n".join(found["texts"]))

    def problems(self) -> list[str]:
        """Give what happened that may not, in a line each."""
        return [
            *(f"ran {number}" for number in sorted(self.ran)),
            *(f"asked {address}" for address in self.strangers),
            *self.windows,
            *(f"unsafe {one}" for one in sorted(self.unsafe)),
        ]

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in NOT_NETWORK and parts.hostname not in OURS:
            self.strangers.append(request.url)

    def _opened(self, page: Page) -> None:
        self.windows.append(f"window {id(page)}")

    def _answer(self, dialog: Dialog) -> None:
        self.windows.append(f"dialog {dialog.message}")
        dialog.dismiss()
