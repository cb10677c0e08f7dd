"""The log: one JSON object a line on stderr, with nothing in it that opens or quotes a response."""

import json
import logging
import re
import secrets
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime

LOGGER = logging.getLogger("assessment")
# It writes every address that is asked for, and the address of a private link is a secret.
ACCESS_LOG = "uvicorn.access"
# Their details hold whole requests, cookies too.
LEAST_OF_OTHERS = logging.INFO
# Streamlit reports a script's fault on its own; ours comes with a reference.
ANNOUNCED_TWICE = "Uncaught app execution"

# What these say names code, never what somebody wrote. Any other fault may quote an answer.
QUOTES_NOTHING = (AttributeError, ImportError, NameError, NotImplementedError, TypeError, ZeroDivisionError)
# A second guard: the address of a link or a cookie that got into a text all the same. All cookies begin alike; the link
# that sets up the first account is meant to be read there.
SECRETS = re.compile(r"(/[rsictwk]/|assessment_[a-z_]+=)[\w%~.-]+")


class JsonLines(logging.Formatter):
    """A record as one line: `time` in UTC, `level`, `event`, and what belongs to the event."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "event": record.getMessage(),
        }
        if record.name != LOGGER.name:
            line["logger"] = record.name
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1]:
            line["fault"] = described(record.exc_info[1])
        return SECRETS.sub(r"\1...", json.dumps(line, default=str))


def start_logging(level: str) -> None:
    """Send every log line of this process to stderr, ours from `level` (such as `INFO`) on.

    To be called when Streamlit has read its settings, since that sets up its loggers.
    """
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(JsonLines())
    logging.basicConfig(handlers=[lines], level=LEAST_OF_OTHERS, force=True)
    LOGGER.setLevel(level)
    logging.captureWarnings(True)
    _adopt()


def _adopt() -> None:
    """Make the loggers of others write our lines: Uvicorn and Streamlit give theirs outputs of their own."""
    for name, logger in list(logging.Logger.manager.loggerDict.items()):
        if isinstance(logger, logging.Logger) and name.startswith(("uvicorn", "streamlit", "websockets")):
            logger.handlers.clear()
            logger.propagate = name != ACCESS_LOG
            # Uvicorn's own log names the visitors' addresses in the network at every connection.
            least = logging.WARNING if name.startswith("uvicorn") else LEAST_OF_OTHERS
            logger.setLevel(max(logger.level, least))
    # Whoever asks for the schema makes Alembic say twice what database it is.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("streamlit.error_util").addFilter(_is_not_announced_twice)


def _is_not_announced_twice(record: logging.LogRecord) -> bool:
    return record.msg != ANNOUNCED_TWICE


def log_event(event: str, level: int = logging.INFO, **fields: object) -> None:
    """Log something foreseen. No field may hold a token, a cookie or what a respondent wrote."""
    LOGGER.log(level, event, extra={"fields": fields})


def log_fault(where: str, fault: BaseException) -> str:
    """Log an unexpected fault with the places in the code that led to it, under a number; returns the number."""
    reference = secrets.token_hex(4)
    fields = {"reference": reference, "where": where, "fault": described(fault)}
    LOGGER.error("fault", extra={"fields": fields})
    return reference


def described(fault: BaseException) -> list[str]:
    """A fault and what caused it, the first cause last: kinds and places in the code, without quoting anybody."""
    return [line for each in _chain(fault) for line in (_named(each), *_places(each))]


def _chain(fault: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = fault
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)


def _named(fault: BaseException) -> str:
    kind = f"{type(fault).__module__}.{type(fault).__qualname__}".removeprefix("builtins.")
    if isinstance(fault, OSError):
        return f"{kind}: {fault.strerror}"
    return f"{kind}: {fault}" if isinstance(fault, QUOTES_NOTHING) else kind


def _places(fault: BaseException) -> list[str]:
    frames = traceback.extract_tb(fault.__traceback__)
    return [f"  {frame.filename}:{frame.lineno} in {frame.name}: {frame.line}" for frame in frames]
