"""The profile alone, for slides and documents: a picture that says whose it is, of when and what it rests on."""

from typing import Any
from xml.sax.saxutils import escape

from assessment.model import Assessment
from assessment.wording import counted
from reports.printed import engine
from reports.printed.plot import plot
from reports.printed.words import LONGEST_BASIS, long_date, name, printed
from reports.verdict_words import SYNTHETIC

# Eight inches wide, so 1600 pixels.
DOTS_PER_INCH = 200


def profile_svg(assessment: Assessment, *, unit: str = "", synthetic: bool = False) -> bytes:
    """The chart with its finding as title; letters are outlines, its title and figures also stand in it as text."""
    content = _content(assessment, unit, synthetic)
    drawing = engine.svg("chart.typ", content).decode()
    told = f"<title>{escape(content['title'])}</title><desc>{escape(content['plot']['told'])}</desc>"
    opening, closing, rest = drawing.partition(">")
    return f'{opening} role="img"{closing}{told}{rest}'.encode()


def profile_png(assessment: Assessment, *, unit: str = "", synthetic: bool = False) -> bytes:
    """The chart with its finding as title, 1600 pixels wide at 200 dots an inch."""
    return engine.png("chart.typ", _content(assessment, unit, synthetic), DOTS_PER_INCH)


def _content(assessment: Assessment, unit: str, synthetic: bool) -> dict[str, Any]:
    return {**frame(assessment, unit, synthetic), "plot": plot(assessment), "notes": _notes(assessment)}


def frame(assessment: Assessment, unit: str, synthetic: bool) -> dict[str, Any]:
    """What every page says: whose it is, of which day, and what it is called."""
    day, title = assessment.assessed_on, printed(assessment.questionnaire.title)
    return {
        "title": ", ".join(part for part in (title, name(unit), long_date(day)) if part),
        "author": title,
        "unit": name(unit),
        "when": f"Your answers, {long_date(day)}",
        "synthetic": SYNTHETIC if synthetic else "",
    }


def source(assessment: Assessment) -> str:
    """Whose ideas these are, which questionnaire in which words exactly, and the day."""
    questionnaire, day = assessment.questionnaire, long_date(assessment.assessed_on)
    version = f"{questionnaire.name}, hash {questionnaire.content_hash[:12]}"
    return f"{printed(questionnaire.attribution, LONGEST_BASIS)} {printed(questionnaire.title)}, {version}, {day}."


def _notes(assessment: Assessment) -> list[str]:
    scorecard = assessment.scorecard
    answered = f"{scorecard.answered} of {counted(scorecard.applicable, 'question')}"
    return [f"1 respondent, {answered}.", source(assessment)]
