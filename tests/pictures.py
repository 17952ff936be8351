"""The pictures of the documents, all of them taken anew: `make pictures`, or some by their names.

Each is declared here once, with its address, its size and what a hand does before it is taken: in
Chromium, with a clock that stands still and without a network. The figure is what `export` writes.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from dashboard.commands import main as run_command
from geodata.drafting.atlas.index import open_atlas
from geodata.user_cache import cache_folder
from tests.browser.cases import copy_shipped_case
from tests.browser.chromium import ensure_chromium
from tests.browser.conftest import ARGUMENTS
from tests.browser.page_record import PageRecord
from tests.browser.running_app import ROOT, RunningApp
from tests.browser.viewer import PATIENCE, Viewer, wait_until_at_rest

FOLDER = ROOT / "docs" / "images"
MOST_BYTES = 400_000
AS_THEY_ARE, FOR_MARKS, FOR_OTHERS = 32, 96, 128  # of 256 colours
BRIGHT = 60  # between the strongest and the weakest of red, green and blue
LONG = 120_000  # milliseconds: an export, or an article on a machine that has read none
NOW = "2024-07-01T10:00:00"
LATER = "2024-07-01T11:00:00"

Steps = Callable[[Viewer], None]


@dataclass(frozen=True)
class Picture:
    """One picture of the documents.

    Parameters
    ----------
    file
        Its name in `docs/images`.
    address
        What is opened: of the page what follows the server's address, of the figure the query.
    size
        Width and height in CSS pixels.
    steps
        What is done before it is taken; None for the figure that `export` writes.
    scale
        Pixels of the file for each CSS pixel.
    """

    file: str
    address: str
    size: tuple[int, int]
    steps: Steps | None
    scale: int = 1


def _as_it_opens(viewer: Viewer) -> None:
    viewer.ready()
    expect(viewer.sidebar.get_by_role("button", name=re.compile("^movement"))).to_be_attached()
    viewer.page.clock.pause_at(LATER)


def _presenting(viewer: Viewer) -> None:
    _as_it_opens(viewer)
    page = viewer.page
    page.get_by_role("button", name="Present", exact=True).click()
    page.get_by_role("button", name="Start presenting").click()
    presenter = page.get_by_test_id("presenter")
    expect(presenter).to_be_focused()
    page.keyboard.press("ArrowDown")
    while "Turan concludes it" not in presenter.inner_text():
        page.keyboard.press("ArrowRight")
    page.keyboard.press("s")
    expect(presenter.locator("[data-standing]").first).to_be_visible()
    page.clock.run_for(2000)
    wait_until_at_rest(viewer.frame)


def _exporting(viewer: Viewer) -> None:
    viewer.ready()
    viewer.page.get_by_role("button", name="Export", exact=True).click()
    preview = viewer.page.get_by_test_id("export-preview")
    expect(preview).to_have_attribute("data-shows", "png", timeout=LONG)


def _drafting(viewer: Viewer) -> None:
    page = viewer.page
    article = (ROOT / "docs" / "tutorial" / "article.txt").read_text(encoding="utf-8")
    page.get_by_label("The article", exact=True).fill(article)
    page.get_by_role("button", name="Read", exact=True).click()
    first = page.get_by_role("article", name="A landslide blocked the road")
    expect(first.first).to_be_visible(timeout=LONG)
    first.first.get_by_role("button", name="Accept").click()
    page.locator("[data-kind=date]").filter(has_text="Monday evening").first.click()
    expect(page.get_by_test_id("found")).to_contain_text("2024-05-13")


def _editing(viewer: Viewer) -> None:
    page = viewer.page
    grid = page.get_by_role("grid", name="Events")
    cell = (
        grid.get_by_role("row")
        .filter(has_text="Column of military")
        .locator("td[data-column=date]")
    )
    cell.click()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.type("2024-04-61")
    page.keyboard.press("Enter")
    expect(cell).to_have_attribute("aria-invalid", "true")


WIDE = (1440, 900)
BEFORE = "?clock=told&asof=a23&event=withdrawal-begins-2024"
LATER_ON = "?clock=told&asof=g01&event=rail-goran-2024"
PICTURES = (
    Picture("wide.png", "", WIDE, _as_it_opens),
    Picture("told.png", BEFORE, WIDE, _as_it_opens),
    Picture("narrow.png", LATER_ON, (390, 844), _as_it_opens, scale=2),
    Picture("presenter.png", "", WIDE, _presenting),
    Picture("draft.png", "draft", WIDE, _drafting),
    Picture("edit.png", "edit", WIDE, _editing),
    Picture("export.png", BEFORE, WIDE, _exporting),
    Picture("figure.png", "clock=told&asof=2024-04-17", (1440, 810), None),
)


def take(picture: Picture, app: RunningApp, browser: Browser) -> bytes:
    """Take one picture, as PNG.

    Raises
    ------
    AssertionError
        The page erred, or asked another host.
    """
    if picture.steps is None:
        return _exported(picture)
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=picture.scale,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    record = PageRecord(context)
    viewer = Viewer(context.new_page(), record)
    viewer.page.clock.install(time=NOW)
    viewer.page.goto(app.url + picture.address)
    picture.steps(viewer)
    wait_until_at_rest(viewer.page)
    taken = viewer.page.screenshot(animations="disabled", caret="hide")
    context.close()
    record.assert_no_problems()
    return taken


def _exported(picture: Picture) -> bytes:
    with TemporaryDirectory() as folder:
        out = Path(folder) / picture.file
        command = ["export", str(ROOT), str(out), "--query", picture.address]
        if run_command([*command, "--width", str(picture.size[0])]):
            raise AssertionError(f"{picture.file}: export wrote nothing")
        return out.read_bytes()


def smaller(png: bytes) -> bytes:
    """The same picture in 256 colours: its commonest ones as they are, others near enough.

    A mark is a few pixels: among the colours of a whole picture its own would be none. So bright
    colours have a part of the palette for themselves, in which each counts once.
    """
    with Image.open(io.BytesIO(png)) as picture:
        plain = picture.convert("RGB")
    pixels = np.asarray(plain).reshape(-1, 3)
    distinct, which, counts = np.unique(pixels, axis=0, return_inverse=True, return_counts=True)
    bright = np.ptp(distinct.astype(np.int16), axis=1) > BRIGHT
    palette = np.array(
        [
            *distinct[np.argsort(counts)[-AS_THEY_ARE:]],
            *_palette(distinct[bright], FOR_MARKS, Image.Quantize.MAXCOVERAGE),
            *_palette(pixels[~bright[which.ravel()]], FOR_OTHERS, Image.Quantize.MEDIANCUT),
        ]
    )
    nearest = [np.square(palette - one).sum(axis=1).argmin() for one in distinct.astype(np.int32)]
    few = Image.fromarray(np.array(nearest, np.uint8)[which.ravel()].reshape(plain.height, -1))
    few.putpalette(palette.astype(np.uint8).tobytes())
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def _palette(
    pixels: npt.NDArray[np.uint8], colours: int, method: Image.Quantize
) -> npt.NDArray[np.uint8]:
    """At most so many colours that stand for these pixels."""
    chosen = Image.fromarray(pixels.reshape(1, -1, 3)).quantize(colours, method)
    return np.array(chosen.getpalette() or [], np.uint8).reshape(-1, 3)


def _with_index(app: RunningApp) -> None:
    """Give the server the index of places that this computer has, or builds now."""
    open_atlas()
    kept = cache_folder()
    to = app.log.parent / "openings"
    to.mkdir()
    for atlas in kept.glob("atlas-*.sqlite") if kept else ():
        shutil.copy(atlas, to)


def main(names: list[str]) -> None:
    """Take all pictures, or those named."""
    FOLDER.mkdir(exist_ok=True)
    wanted = [one for one in PICTURES if not names or Path(one.file).stem in names]
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = RunningApp(copy_shipped_case(Path(folder) / "karabakh"), Path(folder) / "log")
        _with_index(app)
        app.start()
        try:
            browser = playwright.chromium.launch(executable_path=ensure_chromium(), args=ARGUMENTS)
            for picture in wanted:
                content = smaller(take(picture, app, browser))
                (FOLDER / picture.file).write_bytes(content)
                print(f"{picture.file}: {len(content):,} bytes", flush=True)  # noqa: T201 - a command prints
        finally:
            app.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
