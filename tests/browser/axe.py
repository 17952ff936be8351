"""What axe-core finds of weight on a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page

from tests.browser.viewer import wait_until_at_rest

GRAVE = {"serious", "critical"}


def grave_findings(where: Page | Frame) -> list[str]:
    """What axe-core finds that is serious or critical, each with its element and reason.

    It looks once all is at rest: what is half made is not what a reader meets.
    """
    wait_until_at_rest(where)
    found = Axe().run(where).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['failureSummary']}"
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]
