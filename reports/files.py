"""How a report gets onto the disk: whole, or not at all."""

from collections.abc import Callable
from pathlib import Path

from assessment.errors import ReportError


def write_file(path: Path, ending: str, noun: str, make: Callable[[], bytes]) -> None:
    """Write what `make` makes; a half-written file never takes the place of another.

    `noun`: what is written, with its article. Raises ReportError when the name or the folder will not do.
    """
    if path.suffix.lower() != ending:
        raise ReportError(f"{path}: the name of {noun} ends in {ending}; add the ending")
    content, part = make(), path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise ReportError(f"{path}: cannot be written ({fault.strerror}); choose another folder or name") from None


def write_new_file(path: Path, ending: str, noun: str, make: Callable[[], bytes]) -> None:
    """Write what `make` makes where there is no file yet, because one that is there may hold answers.

    `noun`: what is written, with its article. Raises ReportError when the name or the folder will not do.
    """
    if path.suffix.lower() != ending:
        raise ReportError(f"{path}: the name of {noun} ends in {ending}; add the ending")
    content, is_begun = make(), False
    try:
        with path.open("xb") as file:
            is_begun = True
            file.write(content)
    except FileExistsError:
        raise ReportError(
            f"{path}: there is such a file already; choose another name, so that no answers are lost"
        ) from None
    except OSError as fault:
        if is_begun:
            path.unlink(missing_ok=True)
        raise ReportError(f"{path}: cannot be written ({fault.strerror}); choose another folder or name") from None
