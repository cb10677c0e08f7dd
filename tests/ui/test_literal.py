"""Anybody's text is shown as it was typed, in a real browser: what Streamlit makes of it cannot be read from code."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from assessment.ui.literal import JOINER, literal, on_one_line, printed, quoted
from tests.ui import browser

PAYLOADS = [
    # Markup that fetches, links or runs something.
    "<script>window.PWN=1</script>",
    "<img src=x onerror=window.PWN=1>",
    "<b>bold</b> <a href='http://track.example/a'>link</a>",
    "<http://track.example/b>",
    "<someone@track.example>",
    "[click](javascript:window.PWN=1)",
    "[click](http://track.example/c)",
    "![](http://track.example/d.png)",
    "![x](//track.example/e.png) [ref]: http://track.example",
    "[ref][1] [1]: http://track.example/f",
    "https://track.example/g and HTTP://TRACK.EXAMPLE/h",
    "www.track.example and WWW.track.example/i",
    "someone@track.example or mailto:someone@track.example or xmpp:a@track.example/b",
    "ftp://track.example/j",
    # Formulas of spreadsheets stay text as well.
    "=1+1",
    '=HYPERLINK("http://track.example/k","x")',
    "{=1+1}",
    "+1",
    "-1",
    "@SUM(1)",
    "internal:Sheet1!A1",
    "＝1＋1",
    # Markdown.
    "# Heading",
    "###### Heading #",
    "Title\n=====",
    "Title\n---",
    "---",
    "***",
    "**bold** __bold__ *soft* _soft_ ***both***",
    "snake_case_name and 2*3*4",
    "~~struck~~ ~one~ ~= ~",
    "`code` ``more`` ```",
    "```python\nprint(1)\n```",
    "    four spaces of code",
    "\ttab",
    "- item",
    "* item",
    "+ item",
    "1. item",
    "12) item",
    "- [x] done",
    "> quote",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "a\nb",
    "a  \nb\\\nc",
    "first\n\nsecond",
    "note[^1] [^1]: text",
    "back\\slash \\* \\\\ \\n",
    "$5 to $6",
    "$x^2$ and $$y$$ and \\(z\\)",
    "&amp; &lt;b&gt; &#60; &nbsp; AT&T",
    # Streamlit's own directives.
    ":red[danger] :blue-background[x] :rainbow[y] :color[z]{foreground=red}",
    ":small[tiny] :gray-badge[badge] :green[:red[x]] :shimmer[s] :help[h]",
    ":material/home: and :material_home: and material/home",
    ":streamlit: and :Streamlit:",
    ":smile: :+1: :-1: 12:30:45 :tada::heart: a:smile:b",
    "-> <- <-> -- >= <= ~= != => --> <-- --- ... (c)",
    "a -> b, c <- d, e <-> f, g -- h, i >= j, k <= l, m ~= n",
    ":::note\ntext\n:::",
    "::leaf[x]{a=b}",
    ":dir[x]{onclick=alert(1)}",
    "]] ) } ** _ ` ] closes nothing",
    "\\] \\[",
    "it ends in a backslash \\",
    ":",
    "*",
    # Signs of all kinds.
    "bell \x07 null \x00 escape \x1b end",
    "half \ud800 of a sign",
    "turned \u202e round",
    "😀 日本語 العربية עברית",
    "hard\u00a0space stays",
    "\u2028line\u2029ends",
    "word \u2060 joiner",
    "ｗｗｗ.track.example",
]

KINDS = ("markdown", "small", "bold", "title", "header", "radio", "button", "expander", "table", "popover")

SCRIPT = """
import json
from pathlib import Path
import streamlit as st
from assessment.ui.literal import literal

payloads = json.loads(Path(__file__).with_suffix(".json").read_text())

def at(kind, number):
    return st.container(key=f"{kind}_{number}")

for number, payload in enumerate(payloads):
    text = literal(payload)
    at("markdown", number).markdown(text)
    at("small", number).markdown(f":small[:gray[{text}]]")
    at("bold", number).markdown(f"x **{text}**")
    at("title", number).title(text, anchor=False)
    at("header", number).header(text, anchor=False)
    at("radio", number).radio("r", [text], index=None, key=f"r{number}", label_visibility="collapsed")
    at("button", number).button(text, key=f"b{number}")
    at("expander", number).expander(text, key=f"e{number}").write("x")
    at("table", number).table([{"a": text}], hide_index=True, hide_header=True)
with st.popover("Open"):
    for number, payload in enumerate(payloads):
        at("popover", number).markdown(literal(payload))
st.markdown("The end")
"""

# The texts of all containers with a key, and what should not be in any of them.
READ = """() => {
  const shown = {};
  for (const box of document.querySelectorAll('[class*="st-key-"]')) {
    const key = [...box.classList].find(name => name.startsWith("st-key-")).slice(7);
    if (!key.includes("_")) continue;
    const words = box.querySelector('[role="radiogroup"] label p, button p, summary p, td p') || box;
    const inside = box.querySelectorAll("p a, p img, p b, p code, p em, p del, p strong strong, .katex, li, " +
        "input:not([type=radio]), blockquote, pre, hr, h4, h5, h6, sup, p svg, p [data-testid=stIconMaterial]");
    shown[key] = [words.innerText, [...inside].map(part => part.outerHTML)];
  }
  return shown;
}"""


@dataclass(frozen=True)
class Shown:
    """What the browser showed, by place, and where it went."""

    texts: dict[str, tuple[str, list[str]]]
    requests: list[str]
    ran: bool


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """Every text in every place, read from one page."""
    script = tmp_path_factory.mktemp("literal") / "script.py"
    script.write_text(SCRIPT)
    script.with_suffix(".json").write_text(json.dumps(PAYLOADS))
    requests: list[str] = []
    with browser.served(script) as address, browser.browser() as chromium:
        page = chromium.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.goto(address)
        page.get_by_text("The end").wait_for()
        page.get_by_role("button", name="Open", exact=True).click()
        page.locator(f".st-key-popover_{len(PAYLOADS) - 1}").wait_for(state="attached")
        # Streamlit loads what it needs for formulas and emoji only when it meets them.
        page.wait_for_timeout(1500)
        texts: dict[str, Any] = page.evaluate(READ)
        return Shown(texts, requests, bool(page.evaluate("() => 'PWN' in window")))


@pytest.mark.parametrize("number", range(len(PAYLOADS)), ids=[ascii(payload)[:40] for payload in PAYLOADS])
def test_text_is_shown_as_typed_wherever_streamlit_interprets_it(shown: Shown, number: int) -> None:
    """In a browser, in ten places, every sign of it and nothing else; only line breaks became spaces."""
    expected = on_one_line(PAYLOADS[number]).replace(JOINER, "")
    for kind in KINDS:
        words, inside = shown.texts[f"{kind}_{number}"]
        said = words.replace(JOINER, "")
        assert said == (f"x {expected}" if kind == "bold" else expected), kind
        assert inside == [], kind


def test_nothing_outside_is_fetched_and_nothing_runs(shown: Shown) -> None:
    """The page went nowhere but to its own server, though addresses and scripts were in the texts."""
    assert {urlsplit(url).hostname for url in shown.requests if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}
    assert not shown.ran


def test_line_breaks_and_runs_of_spaces_become_one_space() -> None:
    """So that a text stays within its title, label or cell; hard spaces stay."""
    assert on_one_line("  a\r\n\tb  c\n\nd ") == "a b c d"
    assert on_one_line("60\u00a0%") == "60\u00a0%"


def test_signs_that_cannot_be_shown_are_left_out() -> None:
    """Control characters, signs that turn the direction of what follows, and halves of characters."""
    assert on_one_line("a\x00b\x1bc\u202ed\u2066e\ud800f") == "abcdef"


def test_plain_words_are_left_alone() -> None:
    """Nothing is added to text without special signs."""
    assert literal("Norrland Pumps") == "Norrland Pumps"
    assert literal("Åre Bräda 日本") == "Åre Bräda 日本"


def test_quotations_are_set_as_print_has_them() -> None:
    """Curly quotes around, hyphens at which no line breaks, apostrophes, and nothing interpreted."""
    assert quoted("last year's *non-targets*") == "“last year’s \\*non\u2011targets\\*”"
    assert printed("customers' long-term worth") == "customers’ long\u2011term worth"


LABELS = """
import streamlit as st
from assessment.ui import widgets

visit = st.session_state.setdefault("visit", type("V", (), {"listening": False, "turns": None,
    "key": lambda self, *parts: "_".join(parts)})())
for number, text in enumerate((":material/home: and :material/ home", "w/o, (50 %) 'it' 1. a.b, c-d", "a://b.example/c")):
    widgets.line(visit, f"line{number}", text, 80, "", lambda _: None)
st.markdown("The end")
"""


def test_a_label_is_shown_as_typed_with_fewer_backslashes(tmp_path: Path) -> None:
    """Where markdown needs none they would be read aloud; an icon's name needs one at its stroke."""
    script = tmp_path / "labels.py"
    script.write_text(LABELS)
    with browser.served(script) as address, browser.browser() as chromium:
        page = chromium.new_page()
        page.goto(address)
        page.get_by_text("The end").wait_for()
        labels = page.get_by_test_id("stWidgetLabel")
        labels.nth(2).wait_for()
        shown = [label.replace(JOINER, "") for label in labels.all_inner_texts()]
        icons = labels.locator("[data-testid=stIconMaterial], [role=img], a").count()
    assert shown == [":material/home: and :material/ home", "w/o, (50 %) 'it' 1. a.b, c-d", "a://b.example/c"]
    assert icons == 0
