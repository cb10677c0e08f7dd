"""What a screen says when something cannot be done."""

import pytest
from streamlit.testing.v1 import AppTest

from assessment.ui.faults import NOT_REACHED
from assessment.ui.literal import literal


def screen(kind: str, text: str) -> None:
    """A screen in which something goes wrong; it runs on its own, so it imports by itself."""
    from assessment import errors
    from assessment.ui.faults import show_script_fault

    assert show_script_fault(
        {"expected": errors.AnsweringError, "storage": errors.StorageError}.get(kind, KeyError)(text)
    )


def errors_of(kind: str, text: str) -> list[str]:
    """What the screen shows as errors."""
    shown = AppTest.from_function(screen, args=(kind, text)).run()
    assert not shown.exception
    return [error.value for error in shown.error]


def test_a_refusal_is_shown_as_it_was_typed(caplog: pytest.LogCaptureFixture) -> None:
    """No markdown in it comes to life, it has no number, and it is no matter for the log."""
    assert errors_of("expected", "“*Acme* [a](b)”: too long") == [literal("“*Acme* [a](b)”: too long")]
    assert not [record for record in caplog.records if record.name == "assessment"]


def test_trouble_with_the_database_is_shown_without_its_place(caplog: pytest.LogCaptureFixture) -> None:
    """The log has it."""
    (shown,) = errors_of("storage", "/srv/a.sqlite: database is locked; try again")
    assert shown == literal(NOT_REACHED)
    assert any("/srv/a.sqlite" in str(record.__dict__.get("fields")) for record in caplog.records)


def test_an_unexpected_fault_is_shown_by_its_number(caplog: pytest.LogCaptureFixture) -> None:
    """The number leads to the log; nothing else of it is shown."""
    (shown,) = errors_of("unexpected", "hush")
    (record,) = [record for record in caplog.records if record.name == "assessment"]
    reference = record.__dict__["fields"]["reference"]
    assert shown == (
        f"Something went wrong that should not have, reference {reference}. "
        "What you did last may not be saved, everything before it is; reload the page to go on."
    )
