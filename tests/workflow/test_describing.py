"""What is told of the respondent and of the organisation, and whether it may be counted among peers."""

import pytest
from sqlalchemy import select, update

from assessment.errors import AnsweringError
from assessment.model import Actor, Role
from assessment.storage import audits
from assessment.storage.tables import campaign, consent
from assessment.workflow import answering
from assessment.workflow.opening import Place
from tests.workflow.sitting import Clock, begun, kept, record, sitting_of


def test_a_field_belongs_to_whom_it_is_about(place: Place, respondent: Actor) -> None:
    """The lens to the respondent, the industry to the organisation; the response shows both."""
    answering.describe(respondent, place, "industry", "energy")
    answering.describe(respondent, place, "lens", "finance")
    stored = sitting_of(respondent, place).stored
    assert stored.organisation.profile == {"industry": "energy"}
    assert stored.response.profile["industry"] == "energy"
    assert stored.response.profile["lens"] == "finance"
    assert record(respondent, place)[-2:] == [("profile", "industry", "energy"), ("profile", "lens", "finance")]


def test_a_field_is_replaced_and_taken_back(place: Place, respondent: Actor) -> None:
    """Of either kind; the others stay."""
    for field, one, other in (("industry", "energy", "retail"), ("distance", "never", "this-week")):
        before = dict(sitting_of(respondent, place).stored.response.profile)
        answering.describe(respondent, place, field, one)
        answering.describe(respondent, place, field, other)
        assert sitting_of(respondent, place).stored.response.profile == {**before, field: other}
        answering.describe(respondent, place, field, None)
        assert sitting_of(respondent, place).stored.response.profile == before
        assert record(respondent, place)[-1] == ("profile", field, None)


def test_the_unit_can_be_renamed_and_the_record_keeps_its_names(place: Place, respondent: Actor) -> None:
    """The name is tidied like the first one."""
    answering.describe(respondent, place, "unit_assessed", "  Baltic \0 division ")
    assert sitting_of(respondent, place).unit == "Baltic division"
    assert record(respondent, place)[-1] == ("profile", "unit_assessed", "Baltic division")


def test_a_unit_can_be_renamed_where_there_is_no_profile(other_place: Place) -> None:
    """Every response has a unit."""
    actor = begun(other_place)
    answering.describe(actor, other_place, "unit_assessed", "Hall 2")
    assert sitting_of(actor, other_place).unit == "Hall 2"


def test_all_of_it_can_be_told_after_submission(place: Place, clock: Clock, respondent: Actor) -> None:
    """The answers stay submitted."""
    answering.answer(respondent, place, "explicit-choice", 300)
    answering.submit(respondent, place)
    clock.forward(minutes=1)
    for field, value in (("market", "b2b"), ("lens", "it"), ("unit_assessed", "Baltic division")):
        answering.describe(respondent, place, field, value)
    answering.consent(respondent, place, True)
    sitting = sitting_of(respondent, place)
    assert not sitting.is_draft
    assert sitting.unit == "Baltic division"
    assert (sitting.stored.response.profile["market"], sitting.stored.response.profile["lens"]) == ("b2b", "it")


def test_an_invited_respondent_describes_only_oneself(place: Place, respondent: Actor) -> None:
    """The organisation is shared with others who were invited."""
    with place.store.write() as connection:
        connection.execute(update(campaign).values(implicit=0))
    before = kept(respondent, place)
    for field, value in (("industry", "energy"), ("market", None), ("unit_assessed", "Mine")):
        with pytest.raises(AnsweringError, match="whoever invited you"):
            answering.describe(respondent, place, field, value)
    assert kept(respondent, place) == before
    answering.describe(respondent, place, "lens", "it")
    assert sitting_of(respondent, place).stored.response.profile["lens"] == "it"


def test_the_newest_word_on_peers_holds_and_every_word_is_kept(place: Place, clock: Clock, respondent: Actor) -> None:
    """Given, withdrawn and given again, each logged without what was said."""
    assert sitting_of(respondent, place).stored.peers_consent is None
    words = (True, False, False, True, False)
    for given in words:
        clock.forward(minutes=1)
        answering.consent(respondent, place, given)
        assert sitting_of(respondent, place).stored.peers_consent is given
    stored = sitting_of(respondent, place).stored
    with place.store.read() as connection:
        kept = connection.execute(select(consent.c.given, consent.c.organisation_id).order_by(consent.c.id)).all()
        logged = [entry for entry in audits.entries(connection) if entry.verb == "consent"]
    assert [bool(row.given) for row in kept] == list(words)
    assert {row.organisation_id for row in kept} == {stored.organisation.id}
    assert len(logged) == len(words)
    assert {(entry.actor, entry.subject_kind, entry.subject, entry.note) for entry in logged} == {
        (Actor(Role.RESPONDENT, stored.id), "organisation", stored.organisation.id, None)
    }
    said = [value for kind, _, value in record(respondent, place) if kind == "consent"]
    assert said == ["given", "withdrawn", "withdrawn", "given", "withdrawn"]
