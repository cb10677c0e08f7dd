"""What a spreadsheet would misread is refused before a workbook is made of it."""

import pytest

from tests.catalog.edits import NAME, edited, problems


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (
            'text = "Nobody looks after the guards"',
            'text = "Not here"',
            "question 'guards': a level says 'Not here', as an answer without a level does; reword it",
        ),
        (
            'does_not_apply = "No music"',
            'does_not_apply = "No idea"',
            "question 'music': 'No idea' would stand for both answers without a level; reword 'does_not_apply'",
        ),
        (
            'text = "Nobody looks after the guards"',
            'text = "Nobody  looks after the guards"',
            "question 'guards', level 1, 'text': 'Nobody  looks after the guards' has two spaces in a row, "
            "which spreadsheets close up; leave one",
        ),
        (
            'name = "Bare"',
            'name = "Bare?"',
            "stage 'bare': its name has one of * ? ~, which spreadsheets misread; reword it",
        ),
        (
            "gap_from = 0.30",
            "gap_from = 0",
            "'verdict': gap_from is 0, so that reaching a target would be a gap; raise it",
        ),
        (
            "next_step_from = 1.5",
            "next_step_from = 4",
            "'verdict': next_step_from 4 is beyond the scale's 3; lower it",
        ),
    ],
)
def test_it_is_refused_by_name(old: str, new: str, what: str) -> None:
    """With the place, the fault and the mend."""
    assert f"{NAME}, {what}" in problems(edited((old, new)))
