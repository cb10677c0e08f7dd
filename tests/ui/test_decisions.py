"""Decision cards for whoever only reads: owner and date as text, or a line to fill in by hand."""

from dataclasses import replace
from datetime import date

from streamlit.testing.v1 import AppTest

from assessment.model import Assessment, Edition, PlanEntry, PlanStatus, Response
from tests.responses import alike, assessed

HOSTILE = "A [b](http://track.example) :red[c] $d$ <script>e</script> **f**"
Shown = tuple[Assessment, tuple[PlanEntry, ...]]


def _script(assessment: "Assessment", plan: "tuple[PlanEntry, ...]") -> None:
    # Streamlit runs the source of this function alone.
    from assessment.ui import decisions

    decisions.show(assessment, plan=plan)


def said(assessment: Assessment, plan: tuple[PlanEntry, ...] = ()) -> list[str]:
    """The paragraphs of the cards, as markdown."""
    app = AppTest.from_function(_script, args=(assessment, plan), default_timeout=30).run()
    assert not app.exception
    assert not app.text_input
    return [element.value for element in app.markdown]


def test_without_a_plan_there_are_lines_to_fill_in(edition: Edition, other_edition: Edition) -> None:
    """One pair a decision, of any questionnaire."""
    for each in (edition, other_edition):
        assessment = assessed(each, Response(alike(each.questionnaire, 2)))
        blanks = [words for words in said(assessment) if words.count(r"\_" * 12) == 2]
        assert len(blanks) == len(assessment.verdict.decisions) > 0


def test_a_plan_says_who_and_by_when_literally(edition: Edition) -> None:
    """Neither an action that was dropped nor one of one's own says anything of a decision."""
    assessment = assessed(edition, Response(alike(edition.questionnaire, 2)))
    first = assessment.verdict.decisions[0]
    entry = PlanEntry(
        "a", first.dimension, "Do it", owner=HOSTILE, due=date(2027, 2, 28), question=first.now.question, level=300
    )
    dropped = replace(entry, id="b", owner="Nobody", status=PlanStatus.DROPPED)
    own = PlanEntry("c", first.dimension, "Our own", owner="Nobody")
    words = "\n".join(said(assessment, (own, dropped, entry)))
    assert "28 Feb 2027" in words
    assert "Nobody" not in words
    assert HOSTILE not in words
    assert r"\<script\>e\<\/script\>" in words
