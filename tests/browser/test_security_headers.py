"""What page and frame may load, and who may ask: every test checks that nothing breaks them."""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from dashboard.server.security import DATA_POLICY
from tests.browser.conftest import STRANGER
from tests.browser.file_host import FileHost
from tests.browser.running_app import LAN_HOST
from tests.browser.viewer import Viewer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Response

    from tests.browser.conftest import NewViewer
    from tests.browser.running_app import RunningApp

POLICY = "content-security-policy"


def test_each_route_has_the_tightest_policy_that_it_works_under(
    shipped: RunningApp, viewer: Viewer
) -> None:
    policies: dict[str, str] = {}
    plain: list[str] = []

    def note(response: Response) -> None:
        if response.url.startswith("http"):
            policies[response.url] = response.headers.get(POLICY, "")
            if response.headers.get("x-content-type-options") != "nosniff":
                plain.append(response.url)

    viewer.page.on("response", note)
    viewer.open(shipped.url)
    for name in ("Table", "Sources", "Method", "Draft", "Edit"):
        viewer.go_to(name)
        viewer.script_has_run()
    assert plain == []
    frame = next(url for url in policies if "/component/streamlit_folium" in url and ".html" in url)
    for policy in (policies[shipped.url], policies.pop(frame)):
        assert "default-src 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "object-src" not in policy
        assert "*" not in policy.replace("https://tile.openstreetmap.org", "")
    page = policies.pop(shipped.url)
    scripts = next(part for part in page.split(";") if part.strip().startswith("script-src"))
    assert "unsafe-inline" not in scripts
    assert "frame-ancestors 'none'" in page
    assert {policy for policy in policies.values() if policy != page} == {DATA_POLICY}
    data = [url for url in policies if "/data/" in url or "/assets/" in url]
    assert len(data) > 40
    assert all(policies[url] == DATA_POLICY for url in data)


@pytest.mark.parametrize("where", ["page", "frame"])
def test_the_policy_stops_a_stranger(shipped: RunningApp, viewer: Viewer, where: str) -> None:
    viewer.record.allow(r"Content Security Policy|request to other\.test")
    viewer.open(shipped.url)
    document = viewer.page if where == "page" else viewer.frame
    blocked = document.evaluate(
        """() => new Promise((done) => {
          const asked = [];
          addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) => {
            asked.push([effectiveDirective, blockedURI]);
            if (asked.length === 4) done(asked);
          });
          const made = (tag, told) => Object.assign(document.createElement(tag), told);
          document.head.append(made('script', { src: 'https://other.test/x.js' }));
          document.body.append(made('iframe', { src: 'https://other.test/frame' }));
          document.body.append(made('img', { src: 'https://other.test/x.png' }));
          fetch('https://other.test/told').catch(() => {});
        })"""
    )
    assert sorted(blocked) == [
        ["connect-src", "https://other.test/told"],
        ["frame-src", "https://other.test"],
        ["img-src", "https://other.test/x.png"],
        ["script-src-elem", "https://other.test/x.js"],
    ]


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page of another site, on this computer, too."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "index.html").write_text("<!doctype html><title>elsewhere</title>", "utf-8")
    host = FileHost(folder)
    yield host.url.replace("127.0.0.1", STRANGER)
    host.stop()


TRIED = """async (app) => {
  const came = async (asked) => asked.then(({ status }) => status, () => 'refused');
  const sent = (type) => ({ method: 'POST', body: '{}', headers: { 'content-type': type } });
  const post = (path) => came(fetch(app + path, { ...sent('text/plain'), mode: 'no-cors' }));
  const found = {
    read: await came(fetch(`${app}edit/state.json`)),
    preflight: await came(fetch(`${app}edit/save`, sent('application/json'))),
    open: [await post('edit/save'), await post('draft/read'), await post('live/fetch')],
    picture: await new Promise((done) => {
      const image = new Image();
      image.onload = () => done('shown');
      image.onerror = () => done('refused');
      image.src = `${app}link/qr.svg?address=${encodeURIComponent(app)}`;
    }),
    socket: await new Promise((done) => {
      const socket = new WebSocket(`${app.replace('http', 'ws')}_stcore/stream`);
      socket.onopen = () => done('open');
      socket.onerror = () => done('refused');
    }),
  };
  const frame = document.createElement('iframe');
  frame.src = app;
  await new Promise((done) => { frame.onload = done; document.body.append(frame); });
  return found;
}"""


def test_a_page_of_another_site_reads_sends_and_frames_nothing(
    shipped: RunningApp, new_viewer: NewViewer, elsewhere: str
) -> None:
    viewer = new_viewer()
    viewer.record.allow(".")  # everything that is refused is an error in the console
    viewer.page.goto(elsewhere)
    with viewer.page.expect_console_message(lambda said: "frame-ancestors" in said.text):
        found = viewer.page.evaluate(TRIED, shipped.url)
    assert set(found.pop("open")) == set(found.values()) == {"refused"}


SENT = """async (app) => {
  const opened = window.open(app);
  const html = '<img src=a-strangers.png>';
  const args = { script: '', html, header: html, js_links: [], css_links: [], id: 'map' };
  const told = { isStreamlitMessage: true, type: 'streamlit:render', args, dfs: [], theme: null };
  const tell = () => {
    for (let at = 0; at < opened.length; at += 1) opened[at].postMessage(told, '*');
  };
  setInterval(tell);
}"""


@pytest.mark.parametrize("host", ["127.0.0.1", LAN_HOST])
def test_who_has_opened_the_page_in_a_window_tells_the_map_nothing(
    shipped: RunningApp, new_viewer: NewViewer, elsewhere: str, host: str
) -> None:
    theirs = new_viewer()
    theirs.record.allow(".")
    asked: list[str] = []
    theirs.page.context.on("request", lambda request: asked.append(request.url))
    theirs.page.goto(elsewhere)
    with theirs.page.expect_popup() as opening:
        theirs.page.evaluate(SENT, shipped.url.replace("127.0.0.1", host))
    ours = Viewer(opening.value, theirs.record).ready()
    expect(ours.map_summary).to_contain_text("18 of 18 events")
    assert [address for address in asked if "strangers.png" in address] == []


REBOUND = (
    ("GET", ""),
    ("GET", "edit/state.json"),
    ("GET", "edit/tables.json"),
    ("GET", "live/state.json"),
    ("GET", "_stcore/host-config"),
    ("POST", "edit/save"),
    ("POST", "edit/restore"),
    ("POST", "draft/read"),
    ("POST", "live/fetch"),
)
"""What a page would ask for whose name its owner has made to mean this computer."""


def test_a_strangers_name_for_this_computer_opens_nothing(
    shipped: RunningApp, new_viewer: NewViewer
) -> None:
    viewer = new_viewer()
    viewer.record.allow(".")
    viewer.page.goto(shipped.url.replace("127.0.0.1", STRANGER))
    assert "--host" in viewer.page.inner_text("body")
    theirs = f"{STRANGER}:{shipped.port}"  # browsers that know of the danger send no more than this
    for method, path in REBOUND:
        asked = http.client.HTTPConnection("127.0.0.1", shipped.port)
        asked.request(method, f"/{path}", headers={"Host": theirs, "Origin": f"http://{theirs}"})
        assert asked.getresponse().status == 421
        asked.close()
    own = f"127.0.0.1:{shipped.port}"
    assert _upgraded(shipped, own, f"http://{own}") == 101
    assert _upgraded(shipped, theirs, f"http://{theirs}") == 403
    assert _upgraded(shipped, own, f"http://{theirs}") == 403


def _upgraded(app: RunningApp, host: str, origin: str) -> int:
    """Ask for the web socket, and give the status of the answer."""
    asked = http.client.HTTPConnection("127.0.0.1", app.port)
    headers = {
        "Host": host,
        "Origin": origin,
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    asked.request("GET", "/_stcore/stream", headers=headers)
    status = asked.getresponse().status
    asked.close()
    return status
