"""Files that somebody hands in: a field for one, read once, and empty again after it was taken over."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from assessment.errors import IntakeError
from assessment.ui.literal import literal

Read = TypeVar("Read")


def handed_in(name: str, label: str, endings: list[str], read: Callable[[bytes, str], Read]) -> Read | None:
    """What the file in the field says; none without a file, or where it cannot be read, which is told then.

    It is read once: it stays in its field while other things are filled in.
    """
    # Not keyed by the tab: what is refused gives the tab a new id, and the file must stay to be looked at again.
    file = st.file_uploader(label, type=endings, key=f"{name}_{st.session_state.get(_taken(name), 0)}")
    if file is None:
        return None
    found = _read_once(name, file, read)
    if isinstance(found, IntakeError):
        st.error(literal(" ".join(found.problems)), icon=":material/error:")
        return None
    return found


def _read_once(name: str, file: UploadedFile, read: Callable[[bytes, str], Read]) -> Read | IntakeError:
    kept: tuple[str, Read | IntakeError] | None = st.session_state.get(_content(name))
    if kept is not None and kept[0] == file.file_id:
        return kept[1]
    found: Read | IntakeError
    try:
        found = read(file.getvalue(), file.name)
    except IntakeError as fault:
        found = fault
    st.session_state[_content(name)] = (file.file_id, found)
    return found


def taken_over(name: str) -> None:
    """Empty the field, for the next file."""
    st.session_state[_taken(name)] = st.session_state.get(_taken(name), 0) + 1
    st.session_state.pop(_content(name), None)


def _taken(name: str) -> str:
    return f"{name}_taken_over"


def _content(name: str) -> str:
    return f"{name}_read"
