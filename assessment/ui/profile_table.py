"""The profile as a table: every number of the chart, each row open to how its numbers came about."""

from collections.abc import Callable

from assessment.model import Assessment, DimensionScore, Priority
from assessment.rounding import one_decimal
from assessment.ui import opened
from assessment.ui.opened import plain
from assessment.wording import sentence_start
from reports.ordering import page_order

# With a hyphen where a narrow column needs one.
ANSWERED = "An\u00adswered"
MARKS = {Priority.STARRED: "★ ", Priority.PICKED: "✓ ", None: ""}
HOW = "How these came about"


def show(assessment: Assessment, link: Callable[[str], str]) -> None:
    """The table as one element. `link`: the HTML beneath a dimension's explanations."""
    heads = "".join(f'<th scope="col">{plain(head)}</th>' for head in _heads(assessment))
    rows = "".join(_row(assessment, score, link) for score in page_order(assessment))
    opened.block(f'<table class="profile"><thead><tr>{heads}</tr></thead>{rows}</table>')


def _heads(assessment: Assessment) -> list[str]:
    year = assessment.response.target_year
    noun = sentence_start(assessment.questionnaire.dimension_noun)
    return [noun, "Score", "Stage", f"Target {year}" if year else "Target", "Gap", ANSWERED]


def _row(assessment: Assessment, score: DimensionScore, link: Callable[[str], str]) -> str:
    """A dimension's numbers, and below them the line that opens."""
    name, *values = cells(assessment, score)
    numbers = "".join(f"<td>{plain(value)}</td>" for value in values)
    id = score.dimension
    explained = [assessment.explained[f"{figure}/{id}"] for figure in ("score", "stage", "gap")]
    how = opened.figure(f'{HOW}<span class="unseen">: {plain(name)}</span>', explained, link(id))
    return (
        f'<tbody><tr><th scope="row">{plain(name)}</th>{numbers}</tr>'
        f'<tr><td colspan="{len(values) + 1}">{how}</td></tr></tbody>'
    )


def cells(assessment: Assessment, score: DimensionScore) -> list[str]:
    """One dimension in words: name, score, stage, target, gap, answered; what there is not stays empty."""
    questionnaire = assessment.questionnaire
    stage = "too few answers" if score.applicable else "does not apply"
    if score.stage:
        stage = f"{score.stage.name}{', thin' if score.thin else ''}"
    return [
        f"{MARKS[score.priority]}{questionnaire.dimension[score.dimension].label}",
        "none" if score.score is None else questionnaire.shown(score.score),
        stage,
        "" if score.target is None else questionnaire.shown(score.target),
        "" if score.gap is None else one_decimal(score.gap),
        f"{score.answered} of {score.applicable}",
    ]
