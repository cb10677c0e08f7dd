"""Figures that open to how they came about, in place and without asking the server.

They are the browser's own disclosures, so keyboards and screen readers know them. All text is escaped here;
what is handed in is plain text, not markdown.
"""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from assessment.model import Explanation, Term
from assessment.ui.literal import PRINTED, on_one_line

QUESTION_HEADS = ("Question", "Answer", "Value", "Weight")


def plain(text: str) -> str:
    """Anybody's text within HTML, shown as typed, on one line, with the hyphens and apostrophes of print."""
    return escape(on_one_line(text).translate(PRINTED))


def figure(shown: str, explanations: Iterable[Explanation], link: str = "") -> str:
    """A line that opens to its explanations. `shown`: HTML; `link`: the HTML of a link at the end."""
    panels = "".join(_panel(explanation, _title(explanation, shown)) for explanation in explanations)
    return disclosure(shown, f"{panels}{link}")


def disclosure(shown: str, behind: str) -> str:
    """A line that opens; both are HTML."""
    return f'<details class="opened"><summary>{shown}</summary><div>{behind}</div></details>'


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of plain texts; the first cell of a row names it."""
    body = "".join(_row("td", row, "row") for row in rows)
    return f"<table><thead>{_row('th', heads, 'col')}</thead><tbody>{body}</tbody></table>"


def to_questions(dimension: str, words: str) -> str:
    """A link to the screen with a dimension's questions and answers."""
    return f'<p><a href="/on-{escape(dimension)}" target="_self">{plain(words)}</a></p>'


def block(*parts: str) -> None:
    """Draw some HTML of these functions as one element."""
    st.html(f'<div class="report">{"".join(parts)}</div>')


def _title(explanation: Explanation, shown: str) -> str:
    """What an explanation is of, unless the line that opens says so already."""
    return "" if plain(explanation.title) == shown else f"<b>{plain(explanation.title)}</b><br>"


def _panel(explanation: Explanation, title: str) -> str:
    return (
        f"<section><p>{title}<code>{escape(on_one_line(explanation.arithmetic))}</code></p>"
        f"{_terms(explanation)}<p>{plain(explanation.rule)}</p></section>"
    )


def _terms(explanation: Explanation) -> str:
    """What went in, as a table; a column in which nothing stands or differs is left out."""
    if not explanation.terms:
        return ""
    rows = [_cells(term) for term in explanation.terms]
    kept = [0] + [column for column in (1, 2) if any(row[column] for row in rows)]
    if len({row[3] for row in rows}) > 1:
        kept.append(3)
    is_score = explanation.figure.startswith("score/")
    head = _row("th", [QUESTION_HEADS[column] for column in kept], "col") if is_score else ""
    body = "".join(_row("td", [row[column] for column in kept], "row") for row in rows)
    return f"<table>{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>"


def _cells(term: Term) -> tuple[str, str, str, str]:
    return term.name, term.words, term.value, term.weight


def _row(kind: str, cells: Sequence[str], scope: str) -> str:
    """A row whose first cell names it."""
    first = f'<th scope="{scope}">{plain(cells[0])}</th>'
    scoped = f' scope="{scope}"' if kind == "th" else ""
    return f"<tr>{first}{''.join(f'<{kind}{scoped}>{plain(cell)}</{kind}>' for cell in cells[1:])}</tr>"
