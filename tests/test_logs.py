"""The log is one JSON object a line, and quotes nobody."""

import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from assessment import access, logs
from assessment.logs import JsonLines, log_event, log_fault
from assessment.ui import posting

TOKEN = "T0k3n-of_a-private-link_0123456789"


class Lines(logging.Handler):
    """Keeps what would have been printed."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line."""
        self.texts.append(self.format(record))

    @property
    def last(self) -> dict[str, Any]:
        """The last line, read back."""
        read: dict[str, Any] = json.loads(self.texts[-1])
        return read


@pytest.fixture
def lines() -> Iterator[Lines]:
    """What the app logs during a test."""
    kept = Lines()
    before = logs.LOGGER.level
    logs.LOGGER.addHandler(kept)
    logs.LOGGER.setLevel("INFO")
    yield kept
    logs.LOGGER.removeHandler(kept)
    logs.LOGGER.setLevel(before)


def test_an_event_is_one_line_with_time_level_and_fields(lines: Lines) -> None:
    """The time is in UTC, and line breaks within a field do not break the line."""
    log_event("started", questionnaire="two\nlines “ü”")
    assert "\n" not in lines.texts[0]
    assert lines.last.keys() == {"time", "level", "event", "questionnaire"}
    assert (lines.last["level"], lines.last["event"]) == ("INFO", "started")
    assert lines.last["questionnaire"] == "two\nlines “ü”"
    assert datetime.fromisoformat(lines.last["time"]).utcoffset() == timedelta(0)


def test_a_fault_stands_under_the_number_that_is_told(lines: Lines) -> None:
    """With the way through the code to it, and what caused it."""

    def outer() -> None:
        try:
            {"known": 1}["what somebody wrote"]
        except KeyError as cause:
            raise RuntimeError("what somebody wrote") from cause

    with pytest.raises(RuntimeError) as caught:
        outer()
    reference = log_fault("drawing a screen", caught.value)
    assert lines.last["reference"] == reference
    assert (lines.last["level"], lines.last["where"]) == ("ERROR", "drawing a screen")
    kinds = [line for line in lines.last["fault"] if not line.startswith(" ")]
    assert kinds == ["RuntimeError", "KeyError"]
    assert any("test_logs.py" in line and "in outer: raise RuntimeError" in line for line in lines.last["fault"])
    assert len(reference) == 8
    assert log_fault("again", caught.value) != reference


def test_what_a_fault_says_is_kept_only_where_it_cannot_quote(lines: Lines) -> None:
    """An unknown name or an error of the system helps to mend; a value somebody wrote stays out."""
    log_fault("here", AttributeError("no attribute 'x'"))
    assert lines.last["fault"] == ["AttributeError: no attribute 'x'"]
    log_fault("here", OSError(28, "No space left on device", "/home/somebody/secret"))
    assert lines.last["fault"] == ["OSError: No space left on device"]
    log_fault("here", ValueError("somebody's comment"))
    assert lines.last["fault"] == ["ValueError"]


def test_a_fault_that_others_log_quotes_nobody_either(lines: Lines) -> None:
    """Uvicorn and Streamlit hand over exceptions with their messages."""
    logs.LOGGER.error("Exception in ASGI application", exc_info=ValueError("somebody's comment"))
    assert lines.last["fault"] == ["ValueError"]
    assert "comment" not in lines.texts[-1]


def test_a_circle_of_causes_comes_to_an_end(lines: Lines) -> None:
    """Two faults can each stand in the other's context."""
    first, second = ValueError(), TypeError("x")
    first.__cause__, second.__cause__ = second, first
    log_fault("here", first)
    assert lines.last["fault"] == ["ValueError", "TypeError: x"]


def test_secrets_that_got_into_a_text_are_cut_out(lines: Lines) -> None:
    """The address of a private link, and a cookie in a request that somebody logged."""
    log_event(f"GET /s/{TOKEN} HTTP/1.1, cookie: assessment_reading={TOKEN}; assessment_link_before={TOKEN}")
    assert lines.last["event"] == "GET /s/... HTTP/1.1, cookie: assessment_reading=...; assessment_link_before=..."
    log_event(f'GET /r/{TOKEN} HTTP/1.1, cookie: _x=1; assessment_link={TOKEN}; y="2"')
    assert TOKEN not in lines.texts[0]
    assert lines.last["event"] == 'GET /r/... HTTP/1.1, cookie: _x=1; assessment_link=...; y="2"'
    for letter in "icktw":
        log_event(f"GET /{letter}/{TOKEN} HTTP/1.1")
        assert TOKEN not in lines.texts[-1]


def test_no_cookie_of_ours_is_logged(lines: Lines) -> None:
    """Whatever cookies there will be: all begin alike, so that the guard knows them."""
    cookies = [value for name, value in vars(access).items() if name.startswith("COOKIE")]
    assert len(cookies) > 5
    for cookie in (*cookies, posting.COOKIE_POST):
        log_event(f"cookie: {cookie}={TOKEN}")
        assert TOKEN not in lines.texts[-1], cookie


@pytest.fixture
def loggers() -> Iterator[None]:
    """Puts the loggers of others back as they were."""
    names = [
        "",
        "assessment",
        "uvicorn",
        "uvicorn.access",
        "uvicorn.error",
        "websockets.server",
        "streamlit.error_util",
    ]
    before = [(logger, logger.level, logger.propagate, logger.handlers[:]) for logger in map(logging.getLogger, names)]
    yield
    logging.captureWarnings(False)
    for logger, level, propagate, handlers in before:
        logger.setLevel(level)
        logger.propagate = propagate
        logger.handlers[:] = handlers
        logger.filters.clear()


@pytest.mark.usefixtures("loggers")
def test_others_write_our_lines_and_never_an_address(capsys: pytest.CaptureFixture[str]) -> None:
    """Uvicorn's access log goes nowhere, whatever was set up for it; the rest is one line of ours each."""
    for name in ("uvicorn", "uvicorn.access", "uvicorn.error"):
        logging.getLogger(name).addHandler(logging.StreamHandler())
    logs.start_logging("DEBUG")
    logging.getLogger("uvicorn.access").info('127.0.0.1 - "GET /anything HTTP/1.1" 200')
    logging.getLogger("websockets.server").debug("> Cookie: secret")
    logging.getLogger("uvicorn.error").info('203.0.113.7:0 - "WebSocket /_stcore/stream" [accepted]')
    logging.getLogger("uvicorn.error").warning("Started")
    logging.getLogger("streamlit.error_util").error("Uncaught app execution")
    logs.LOGGER.debug("detail")
    said = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in said] == ["Started", "detail"]
    assert not logging.getLogger("uvicorn.access").hasHandlers()


@pytest.mark.usefixtures("loggers")
def test_the_level_bounds_what_the_app_says(capsys: pytest.CaptureFixture[str]) -> None:
    """From warnings on, no event is told; a fault always is."""
    logs.start_logging("WARNING")
    log_event("started")
    log_fault("here", ValueError())
    assert [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()] == ["fault"]
