"""What may keep somebody from using a screen: axe's rules, width, the size of what is tapped, names read aloud."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from assessment.workflow.opening import Place
from tests.browser.conftest import Arrives
from tests.browser.screens import SCREENS, Filled, cookies_for, filled, open_in
from tests.browser.visitor import DESKTOP, PHONE, POLLING, Scheme, Visitor

# Streamlit's own, which no page can mend: a rule of axe, and a part of the element it complains of.
NOT_OURS = {"presentation-role-conflict": "stFileUploaderDropzone"}
# A window of 1440 pixels at 200 % zoom.
ZOOMED = (720, 450)
LOWEST_ROW = 44
ROWS = """() => [...document.querySelectorAll('[class*=st-key-card_] [role=radiogroup] label')]
  .map(row => row.getBoundingClientRect().height)"""
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
BACKGROUND = "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor === '{}'"
IS_IN = {"light": BACKGROUND.format("rgb(255, 255, 255)"), "dark": BACKGROUND.format("rgb(15, 23, 38)")}
NAMES = """() => [...document.querySelectorAll('[aria-label], [title], [alt], [placeholder]')]
  .flatMap(part => ['aria-label', 'title', 'alt', 'placeholder'].map(name => part.getAttribute(name) ?? ''))"""


@pytest.fixture(scope="module")
def demonstration(place: Place) -> Filled:
    """Synthetic responses at every stage, teams in every mode, and an administrator who is signed in."""
    return filled(place)


def test_no_screen_has_barriers(arrives: Arrives, demonstration: Filled) -> None:
    """All screens in both sizes and schemes, and zoomed; every problem of all of them is told at once."""
    problems: list[str] = []
    visitors: dict[tuple[tuple[str, str], ...], Visitor] = {}
    for screen in SCREENS:
        cookies = cookies_for(screen, demonstration)
        held = tuple(cookies.items())
        if held not in visitors:
            visitors[held] = arrives(cookies=cookies)
        visitor = visitors[held]
        open_in(visitor, screen, demonstration)
        for name, size in {"desktop": DESKTOP, "phone": PHONE, "200 %": ZOOMED}.items():
            visitor.page.set_viewport_size({"width": size[0], "height": size[1]})
            found = own_problems(visitor) if size == DESKTOP else [*own_problems(visitor), *sideways(visitor)]
            if size != ZOOMED:
                for scheme in SCHEMES:
                    in_scheme(visitor, scheme, is_plain=screen.is_plain)
                    found += [f"{scheme}: {problem}" for problem in axe_problems(visitor)]
            problems += [f"{screen.name}, {name}: {problem}" for problem in found]
        visitor.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    assert not problems, "\n".join(problems)


def in_scheme(visitor: Visitor, scheme: Scheme, *, is_plain: bool) -> None:
    """Let the visitor's machine turn light or dark, and wait until the page has followed; a plain one does at once."""
    visitor.page.emulate_media(color_scheme=scheme)
    if is_plain:
        return
    visitor.page.wait_for_function(IS_IN[scheme], polling=POLLING)
    visitor.settle()


def axe_problems(visitor: Visitor) -> list[str]:
    """What axe-core complains of, except what is Streamlit's own."""
    found = Axe().run(visitor.page).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]} {node['failureSummary'][:200]}"
        for rule in found
        for node in rule["nodes"]
        if NOT_OURS.get(rule["id"], "\0") not in node["html"]
    ]


def own_problems(visitor: Visitor) -> list[str]:
    """What axe does not look for."""
    low = [height for height in visitor.page.evaluate(ROWS) if height < LOWEST_ROW]
    escaped = [name for name in visitor.page.evaluate(NAMES) if "\\" in name]
    problems = [f"{len(low)} rows of options are lower than {LOWEST_ROW} pixels: {min(low)}"] if low else []
    return problems + [f"a name that is read aloud has backslashes: {name}" for name in escaped]


def sideways(visitor: Visitor) -> list[str]:
    """Whether the page can be scrolled sideways."""
    overflow = visitor.overflow()
    return [f"scrolls sideways by {overflow} pixels"] if overflow > 0 else []
