"""Files as they are handed in: wrong encodings, wrong programs, wrong names; one clear sentence each."""

import codecs
import errno
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.errors import IntakeError
from assessment.intake.answers import read_answers
from assessment.intake.files import LARGEST, read_text
from assessment.model import Edition, Length
from assessment.workflow.assessing import assess_file
from reports.scorecard import scorecard
from tests.responses import DAY, assessed

CSV = "question_id,answer,comment\ncarry-over,4,sehr schön\n"
ENCODED = "a character is not in UTF-8 (byte {byte}); save the file as {kind} and try again"


def problem(path: Path) -> str:
    """The one problem of a file."""
    with pytest.raises(IntakeError) as fault:
        read_text(path)
    (only,) = fault.value.problems
    return only


def file(folder: Path, content: bytes, name: str = "answers.csv") -> Path:
    """A file with that content."""
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("content", [CSV.encode(), codecs.BOM_UTF8 + CSV.encode()])
def test_utf8_is_read_with_and_without_byte_order_mark(tmp_path: Path, edition: Edition, content: bytes) -> None:
    """Excel writes one, other programs do not."""
    response = read_answers(file(tmp_path, content), edition, Length.FULL)
    assert (response.answers, response.comments) == ({"carry-over": 400}, {"carry-over": "sehr schön"})


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "answers.csv: the file is empty; fill it in and try again"),
        (b" \r\n\t\n", "answers.csv: the file is empty; fill it in and try again"),
        (codecs.BOM_UTF8, "answers.csv: the file is empty; fill it in and try again"),
        (CSV.encode("utf-16"), "answers.csv: the file is in UTF-16; save it as CSV UTF-8 and try again"),
        (
            codecs.BOM_UTF16_BE + CSV.encode("utf-16-be"),
            "answers.csv: the file is in UTF-16; save it as CSV UTF-8 and ",
        ),
        (CSV.encode("utf-16-le"), "answers.csv: the file is binary or in UTF-16, not UTF-8 text; save it as CSV UTF-8"),
        (b"question_id,answer\n\x00\x01\x02", "answers.csv: the file is binary or in UTF-16, not UTF-8 text; save it"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "answers.csv: the file is binary or in UTF-16, not UTF-8 text; sav"),
        (CSV.encode("latin-1"), f"answers.csv, line 2: {ENCODED.format(byte='0xf6', kind='CSV UTF-8')}"),
        (CSV.encode("mac-roman"), f"answers.csv, line 2: {ENCODED.format(byte='0x9a', kind='CSV UTF-8')}"),
        (CSV.replace("\n", "\r").encode("cp1252"), "answers.csv, line 2: a character is not in UTF-8 (byte 0xf6); "),
        (CSV.replace("\n", "\r\n").encode("cp1252"), "answers.csv, line 2: a character is not in UTF-8 (byte 0xf6); "),
        (
            b"PK\x03\x04\x14\x00",
            "answers.csv: this is an Excel workbook or another ZIP file, not text; save it as CSV ",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "answers.csv: this is an old Excel or a password-protected file, not text; save"),
        (b"%PDF-1.7\n", "answers.csv: this is a PDF, not text; save it as CSV UTF-8 and try again"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(tmp_path: Path, content: bytes, expected: str) -> None:
    """With the line of a character in another encoding, and what to save the file as."""
    assert problem(file(tmp_path, content)).startswith(expected)


def test_a_real_workbook_handed_in_as_csv_is_recognised(tmp_path: Path, edition: Edition) -> None:
    """The likeliest mistake of all: the scorecard itself."""
    path = file(tmp_path, scorecard(assessed(edition, answers={})))
    assert problem(path) == (
        "answers.csv: this is an Excel workbook or another ZIP file, not text; save it as CSV UTF-8 and try again"
    )


def test_the_advice_fits_the_kind_of_file(tmp_path: Path) -> None:
    """A questionnaire is not saved as CSV."""
    path = file(tmp_path, "title = 'schön'\n".encode("latin-1"), "v1.toml")
    assert problem(path) == f"v1.toml, line 1: {ENCODED.format(byte='0xf6', kind='UTF-8 text')}"


def test_oversize_files_are_refused_unread(tmp_path: Path) -> None:
    """Also those without an end."""
    just_right = file(tmp_path, b"x" * LARGEST)
    assert len(read_text(just_right)) == LARGEST
    too_large = "the file is larger than 5 MiB; choose a smaller one"
    assert problem(file(tmp_path, b"x" * (LARGEST + 1))) == f"answers.csv: {too_large}"
    if Path("/dev/zero").exists():
        assert problem(Path("/dev/zero")) == f"zero: {too_large}"


def test_names_that_lead_to_no_file_are_refused(tmp_path: Path) -> None:
    """Missing, a folder, below a file, or longer than any name."""
    below = file(tmp_path, b"x") / "answers.csv"
    assert problem(tmp_path / "no.csv") == f"{tmp_path}/no.csv: there is no such file; check the name and the folder"
    assert problem(tmp_path) == f"{tmp_path}: this is a folder; name a file in it"
    assert problem(below) == f"{below}: cannot be read (Not a directory); check its permissions"
    assert problem(tmp_path / ("x" * 400)).endswith(": cannot be read (File name too long); check its permissions")


def test_files_without_permission_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Permission is refused by hand, since an administrator may read everything."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    path = file(tmp_path, b"x")
    monkeypatch.setattr(Path, "open", refuse)
    assert problem(path) == f"{path}: cannot be read (Permission denied); check its permissions"


@pytest.mark.parametrize("name", ["answers.xls", "answers.txt", "answers", ".csv.bak"])
def test_other_endings_are_refused(tmp_path: Path, edition: Edition, name: str) -> None:
    """Before the file is read."""
    with pytest.raises(IntakeError, match=r"the ending must be \.csv, \.json or \.xlsx; rename or convert the file"):
        read_answers(tmp_path / name, edition, Length.FULL)


def test_endings_may_be_in_capitals(tmp_path: Path, edition: Edition) -> None:
    """As old programs write them."""
    assert read_answers(file(tmp_path, CSV.encode(), "A.CSV"), edition, Length.FULL).answers == {"carry-over": 400}
    text = b'{"answers": {"carry-over": 4}}'
    assert read_answers(file(tmp_path, text, "A.JSON"), edition, Length.FULL).answers == {"carry-over": 400}


def test_a_short_length_that_there_is_not_is_refused(tmp_path: Path, other_edition: Edition) -> None:
    """The questionnaire says which lengths it has."""
    path = file(tmp_path, b"question_id,answer\nguards,3\n")
    with pytest.raises(IntakeError, match="workshop-safety v1 has no short length; leave --length out"):
        assess_file(path, other_edition, Length.SHORT, DAY)


@settings(
    derandomize=True,
    max_examples=200,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.binary(max_size=60), st.sampled_from([b"", b"question_id,answer\n", b'{"answers": {"']), st.booleans())
def test_any_bytes_are_refused_or_read(
    tmp_path: Path, edition: Edition, content: bytes, before: bytes, as_csv: bool
) -> None:
    """Nothing else can happen."""
    path = file(tmp_path, before + content, "answers.csv" if as_csv else "answers.json")
    found: tuple[str, ...] = ()
    try:
        read_answers(path, edition, Length.FULL)
    except IntakeError as fault:
        found = fault.problems
    assert all(path.name in problem and problem.isprintable() for problem in found)
