"""Pictures of all screens: desktop and phone, light and dark.

Run `PICTURES=folder python -m tests.browser.pictures`; it needs Chromium.
"""

import os
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from assessment.workflow import editions
from assessment.workflow.opening import open_place
from tests.browser.chromium import launched
from tests.browser.conftest import device
from tests.browser.screens import SCREENS, cookies_for, filled, open_in
from tests.browser.visitor import DESKTOP, KEEPS_SOCKETS, PHONE, Scheme, Visitor
from tests.serving import serving

SIZES = {"desktop": DESKTOP, "phone": PHONE}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def take_pictures(target: Path) -> None:
    """Save one picture of the whole page for each screen, size and scheme: `verdict-phone-dark.png`."""
    target.mkdir(parents=True, exist_ok=True)
    edition = editions.load("customer-strategy")
    with tempfile.TemporaryDirectory() as name, serving(Path(name)) as server, sync_playwright() as playwright:
        place = open_place(f"sqlite:///{Path(name) / 'answers.sqlite'}", "customer-strategy")
        demonstration = filled(place)
        place.store.close()
        browser = launched(playwright)
        for screen in SCREENS:
            for size_name, size in SIZES.items():
                for scheme in SCHEMES:
                    context = browser.new_context(**device(size, scheme))
                    context.add_init_script(KEEPS_SOCKETS)
                    held = cookies_for(screen, demonstration)
                    context.add_cookies(
                        [{"name": name, "value": value, "url": server.address} for name, value in held.items()]
                    )
                    visitor = Visitor(context.new_page(), server.address, edition)
                    open_in(visitor, screen, demonstration)
                    if not screen.is_plain:
                        visitor.whole_page()
                    visitor.page.screenshot(path=target / f"{screen.name}-{size_name}-{scheme}.png")
                    context.close()
        browser.close()


if __name__ == "__main__":
    take_pictures(Path(os.environ["PICTURES"]))
