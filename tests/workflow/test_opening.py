"""Opening a place keeps its questionnaire, and old responses survive any edit of the files."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from assessment.errors import AnsweringError, CatalogError
from assessment.storage.tables import campaign, document
from assessment.workflow import answering, editions
from assessment.workflow.opening import Place, edition_of, open_place
from tests.conftest import THREE_DIMENSIONS
from tests.workflow.sitting import NOW, Clock, answer_everything, assessed, begun, kept, sitting_of

Open = Callable[[Path], Place]

OLD, NEW = "What becomes of a near miss?", "Who hears of a near miss?"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A questionnaire that may be edited."""
    folder = tmp_path / "workshop-safety"
    folder.mkdir()
    return Path(shutil.copy(THREE_DIMENSIONS, folder / "v1.toml"))


@pytest.fixture
def opened(url: str, clock: Clock) -> Iterator[Open]:
    """Opens the place with the questionnaire in a file, each time as a new process would."""
    places: list[Place] = []

    def open_it(file: Path) -> Place:
        places.append(open_place(url, str(file), now=clock))
        return places[-1]

    yield open_it
    for place in places:
        place.store.close()


def edited(file: Path, old: str, new: str) -> None:
    """Change one place of a file."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def stored(place: Place) -> tuple[int, int]:
    """How many documents and campaigns there are."""
    with place.store.read() as connection:
        return tuple(connection.scalar(select(func.count()).select_from(t)) or 0 for t in (document, campaign))  # type: ignore[return-value]


def test_old_responses_survive_an_edit_of_the_questionnaire(opened: Open, file: Path) -> None:
    """They go on with the questions they were asked; new ones get a campaign and questions of their own."""
    before = opened(file)
    old = begun(before)
    answer_everything(old, before)
    was = kept(old, before)
    edited(file, OLD, NEW)
    after = opened(file)
    assert after.key != before.key
    new = begun(after)
    sittings = [sitting_of(actor, after) for actor in (old, new)]
    texts = [sitting.edition.questionnaire.question["near-misses"].text for sitting in sittings]
    assert texts == [OLD, NEW]
    assert sittings[0].stored.campaign.id != sittings[1].stored.campaign.id
    assert kept(old, after) == was
    assert assessed(old, after).questionnaire.content_hash == before.key.questionnaire
    assert stored(after) == (2, 2)


def test_old_responses_are_checked_by_their_own_questions(opened: Open, file: Path) -> None:
    """A question that is new does not exist for them, and one that is gone still does."""
    before = opened(file)
    old = begun(before)
    text = file.read_text("utf-8")
    file.write_text(text.replace('"near-misses"', '"close-calls"'), "utf-8")
    after = opened(file)
    answering.answer(old, after, "near-misses", 150)
    with pytest.raises(AnsweringError):
        answering.answer(old, after, "close-calls", 150)
    new = begun(after)
    answering.answer(new, after, "close-calls", 150)
    with pytest.raises(AnsweringError):
        answering.answer(new, after, "near-misses", 150)


def test_old_responses_survive_when_the_files_are_gone(opened: Open, file: Path) -> None:
    """What they were asked is in the database."""
    before = opened(file)
    edited(file, OLD, NEW)
    actor = begun(opened(file))
    shutil.rmtree(file.parent)
    after = opened(THREE_DIMENSIONS)
    assert after.key == before.key
    assert sitting_of(actor, after).edition.questionnaire.question["near-misses"].text == NEW


def test_a_changed_profile_makes_another_edition(opened: Open, tmp_path: Path) -> None:
    """Old responses are still asked by the old one."""
    folder = tmp_path / "customer-strategy"
    shutil.copytree(editions.SHIPPED / "customer-strategy", folder)
    wanted = folder / "v1.toml"
    old = begun(opened(wanted))
    edited(folder / "profile.toml", 'label = "CRM and customer data"', 'label = "Customer data"')
    after = opened(wanted)
    new = begun(after)
    labels = []
    for actor in (old, new):
        field = sitting_of(actor, after).edition.profile.field("lens")
        assert field is not None
        labels.append(field.label_of("crm"))
    assert labels == ["CRM and customer data", "Customer data"]
    assert stored(after) == (4, 2)


def test_comments_and_layout_of_a_questionnaire_make_no_other_edition(opened: Open, file: Path) -> None:
    """Its content counts, so responses go on in their campaign."""
    before = opened(file)
    first = begun(before)
    file.write_text(f"# A remark.\n\n{file.read_text('utf-8')}", "utf-8")
    after = opened(file)
    assert after.key == before.key
    assert sitting_of(begun(after), after).stored.campaign == sitting_of(first, after).stored.campaign
    assert stored(after) == (1, 1)


def test_a_place_opened_again_reads_what_was_stored(opened: Open, workshop: Place) -> None:
    """The edition in the store is the one in the files."""
    for _ in range(3):
        place = opened(THREE_DIMENSIONS)
        place.read_editions.clear()
        assert edition_of(place, place.key) == workshop.edition
        assert stored(place) == (1, 0)
        assert place.now() == NOW


def test_a_faulty_questionnaire_opens_no_place(tmp_path: Path, file: Path) -> None:
    """And makes no database."""
    edited(file, 'title = "Workshop safety"\n', "")
    database = tmp_path / "assessment.db"
    with pytest.raises(CatalogError, match="title"):
        open_place(f"sqlite:///{database}", str(file))
    assert not database.exists()
