"""Responses: kept whole, found again, submitted once, removed with everything."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from assessment.errors import StorageError
from assessment.model import (
    Basis,
    Length,
    OrganisationSource,
    Response,
    ResponseState,
    Status,
    StoredResponse,
)
from assessment.storage import answers, campaigns, consents, organisations, responses
from assessment.storage.ids import new_id
from assessment.storage.store import Store
from assessment.storage.tables import metadata, response
from tests.storage.samples import NOW, Begun, add_organisation, begin, later


@pytest.fixture
def begun(store: Store) -> Begun:
    """A stored draft."""
    with store.write() as connection:
        return begin(connection)


def get(store: Store, id: str) -> StoredResponse:
    """The response, which must be there."""
    with store.read() as connection:
        found = responses.get(connection, id)
    assert found is not None
    return found


def fill(store: Store, id: str) -> None:
    """Say something of every kind."""
    with store.write() as connection:
        answers.put_answer(connection, id, "carry-over", 350, later(1))
        answers.put_answer(connection, id, "one-voice", Status.CANNOT_JUDGE, later(2))
        answers.put_answer(connection, id, "own-brands", Status.DOES_NOT_APPLY, later(3))
        answers.put_comment(connection, id, "carry-over", "= 1 + 1 “zwölf” \U0001f600\nnext line", later(4))
        answers.put_comment(connection, id, "not-answered", "later", later(4))
        answers.put_basis(connection, id, "culture", Basis.DOCUMENTS, later(5))
        answers.put_priorities(connection, id, ("delivery", "culture", "alignment"), "culture", later(6))
        answers.put_target(connection, id, "culture", 425, later(7))
        answers.put_target_year(connection, id, 2029, later(8))
        answers.put_practice(connection, id, "loyalty", "yes", later(9))
        answers.put_profile(connection, id, "lens", "sales", later(10))
        answers.put_deepened(connection, id, "ecosystem", later(11))


def test_a_new_response_is_an_empty_draft(store: Store, begun: Begun) -> None:
    """It knows where it belongs and nothing else."""
    assert get(store, begun.response) == StoredResponse(
        id=begun.response,
        campaign=begun.campaign,
        organisation=begun.organisation,
        state=ResponseState.DRAFT,
        response=Response({}, Length.SHORT, profile={"industry": "energy", "unit_assessed": "Nordkap Energie"}),
        answered_at={},
        started_at=NOW,
        saved_at=NOW,
    )


def test_all_that_is_said_comes_back(store: Store, begun: Begun) -> None:
    """Every kind, to the letter, each where it belongs."""
    fill(store, begun.response)
    with store.write() as connection:
        consents.give(connection, begun.organisation.id, begun.response, True, later(12))
        responses.claim(connection, begun.response, "tab-1")
        responses.submit(connection, begun.response, 754, later(13))
    assert get(store, begun.response) == StoredResponse(
        id=begun.response,
        campaign=begun.campaign,
        organisation=begun.organisation,
        state=ResponseState.SUBMITTED,
        response=Response(
            answers={"carry-over": 350, "one-voice": Status.CANNOT_JUDGE, "own-brands": Status.DOES_NOT_APPLY},
            length=Length.SHORT,
            comments={"carry-over": "= 1 + 1 “zwölf” \U0001f600\nnext line", "not-answered": "later"},
            basis={"culture": Basis.DOCUMENTS},
            profile={"lens": "sales", "industry": "energy", "unit_assessed": "Nordkap Energie"},
            priorities=("delivery", "culture", "alignment"),
            starred="culture",
            targets={"culture": 425},
            target_year=2029,
            practice={"loyalty": "yes"},
            deepened=frozenset({"ecosystem"}),
        ),
        answered_at={"carry-over": later(1), "one-voice": later(2), "own-brands": later(3)},
        started_at=NOW,
        saved_at=later(13),
        submitted_at=later(13),
        writer="tab-1",
        seconds=754,
        peers_consent=True,
    )


def test_the_types_come_back_too(store: Store, begun: Begun) -> None:
    """Equal texts are not enough where the program asks for kinds."""
    fill(store, begun.response)
    response = get(store, begun.response).response
    assert {type(answer) for answer in response.answers.values()} == {int, Status}
    assert type(response.basis["culture"]) is Basis
    assert type(response.length) is Length


def test_responses_do_not_mix(store: Store, begun: Begun) -> None:
    """What is said in one is not found in another of the same organisation and campaign."""
    other = new_id()
    with store.write() as connection:
        arguments = (begun.campaign.id, begun.organisation.id, Length.FULL)
        responses.add(connection, other, *arguments, "another-hash", NOW)
    before = get(store, other)
    fill(store, begun.response)
    assert get(store, other) == before


def test_an_unknown_response_is_none(store: Store, begun: Begun) -> None:
    """In an empty and in a filled database."""
    with store.read() as connection:
        assert responses.get(connection, "unknown") is None
        assert responses.id_of(connection, "unknown") is None
        assert responses.id_of(connection, begun.resume_hash) == begun.response


def test_an_empty_database_answers_every_question(store: Store) -> None:
    """With nothing, not with an error."""
    with store.write() as connection:
        assert responses.get(connection, "unknown") is None
        assert responses.hold(connection, "unknown") is False
        assert responses.id_of(connection, "unknown") is None
        assert responses.count_of(connection, "unknown") == 0
        assert responses.of_organisation(connection, "unknown") == []
        assert responses.seconds_of_submitted(connection, "unknown", Length.FULL, 0) == []
        assert answers.changes(connection, "unknown") == []
        responses.remove(connection, "unknown")


def test_the_organisations_profile_wins_over_the_respondents(store: Store, begun: Begun) -> None:
    """A field is about one of the two; the name of the unit is the organisation's."""
    with store.write() as connection:
        for field in ("industry", "unit_assessed"):
            answers.put_profile(connection, begun.response, field, "said by the respondent", NOW)
        organisations.rename(connection, begun.organisation.id, "Nordkap, Retail")
    profile = get(store, begun.response).response.profile
    assert profile == {"industry": "energy", "unit_assessed": "Nordkap, Retail"}


def test_a_second_submission_changes_nothing(store: Store, begun: Begun) -> None:
    """A double click, or a page that was sent again."""
    with store.write() as connection:
        assert responses.submit(connection, begun.response, 754, later(1)) is True
    first = get(store, begun.response)
    with store.write() as connection:
        assert responses.submit(connection, begun.response, 999, later(5)) is False
    assert get(store, begun.response) == first


def test_a_reopened_response_is_a_draft_that_can_be_submitted_again(store: Store, begun: Begun) -> None:
    """Its answers stay; its time is measured anew; reopening a draft changes nothing."""
    fill(store, begun.response)
    draft = get(store, begun.response)
    with store.write() as connection:
        assert responses.reopen(connection, begun.response, later(20)) is False
    assert get(store, begun.response) == draft
    with store.write() as connection:
        responses.submit(connection, begun.response, 754, later(21))
        assert responses.reopen(connection, begun.response, later(22)) is True
    assert get(store, begun.response) == replace(draft, saved_at=later(22))
    with store.write() as connection:
        assert responses.submit(connection, begun.response, None, later(23)) is True
    assert get(store, begun.response).submitted_at == later(23)


def test_the_last_tab_that_claims_is_the_writer(store: Store, begun: Begun) -> None:
    """A claim is no change of what was said."""
    assert get(store, begun.response).writer is None
    for tab in ("laptop", "phone"):
        with store.write() as connection:
            responses.claim(connection, begun.response, tab)
        assert get(store, begun.response).writer == tab
    assert get(store, begun.response).saved_at == NOW


def test_an_unknown_response_cannot_be_claimed_submitted_or_reopened(store: Store) -> None:
    """The message says what to do and does not repeat the id."""
    for change in (
        lambda connection: responses.claim(connection, "unknown-id", "tab"),
        lambda connection: responses.submit(connection, "unknown-id", 1, NOW),
        lambda connection: responses.reopen(connection, "unknown-id", NOW),
    ):
        with (
            pytest.raises(StorageError, match=r"does not exist .* begin a new one") as fault,
            store.write() as connection,
        ):
            change(connection)
        assert "unknown-id" not in str(fault.value)


def test_a_removed_response_leaves_nothing_but_what_others_need(store: Store, begun: Begun) -> None:
    """Its answers, changes and consents go; organisation, campaign and documents stay."""
    fill(store, begun.response)
    with store.write() as connection:
        consents.give(connection, begun.organisation.id, begun.response, True, NOW)
        responses.remove(connection, begun.response)
        responses.remove(connection, begun.response)
    with store.read() as connection:
        counts = {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in metadata.tables.items()
        }
    assert {name for name, count in counts.items() if count} == {
        "document",
        "organisation",
        "organisation_field",
        "campaign",
    }


def test_an_organisations_responses_are_counted_and_listed(store: Store, begun: Begun) -> None:
    """Oldest first, drafts included, others' left out."""
    with store.write() as connection:
        begin(connection, "hash-of-another")
        arguments = (begun.campaign.id, begun.organisation.id, Length.FULL)
        responses.add(connection, "younger", *arguments, "hash-3", later(2))
        responses.add(connection, "older", *arguments, "hash-2", later(-2))
        assert responses.count_of(connection, begun.organisation.id) == 3
        assert responses.of_organisation(connection, begun.organisation.id) == ["older", begun.response, "younger"]


def test_times_are_of_submitted_responses_to_the_version_at_the_length(store: Store, begun: Begun) -> None:
    """Not of drafts, other lengths, other versions or synthetic organisations."""
    with store.write() as connection:
        other = begin(connection, "hash-of-another")
        synthetic = add_organisation(connection, "Synthetic", OrganisationSource.SYNTHETIC)
        own = begun.organisation.id
        for id, campaign, organisation, length, seconds in (
            ("slow", begun.campaign.id, own, Length.SHORT, 900),
            ("quick", begun.campaign.id, own, Length.SHORT, 300),
            ("full", begun.campaign.id, own, Length.FULL, 1),
            ("other", other.campaign.id, own, Length.SHORT, 2),
            ("synthetic", begun.campaign.id, synthetic.id, Length.SHORT, 3),
            ("unmeasured", begun.campaign.id, own, Length.SHORT, None),
        ):
            responses.add(connection, id, campaign, organisation, length, f"hash-of-{id}", NOW)
            responses.submit(connection, id, seconds, NOW)
        seconds_of = responses.seconds_of_submitted
        assert sorted(seconds_of(connection, "hash-of-questionnaire", Length.SHORT, 0)) == [300, 900]
        assert seconds_of(connection, "hash-of-questionnaire", Length.FULL, 0) == [1]


def test_times_are_of_those_who_answered_what_was_asked(store: Store, begun: Begun) -> None:
    """Not of those who left questions out, nor of those who went deeper."""
    with store.write() as connection:
        for id, answered, deepened in (("all", 2, False), ("some", 1, False), ("more", 3, True)):
            responses.add(connection, id, begun.campaign.id, begun.organisation.id, Length.SHORT, f"hash-{id}", NOW)
            for number in range(answered):
                answers.put_answer(connection, id, f"q{number}", 100, NOW)
            if deepened:
                answers.put_deepened(connection, id, "identity", NOW)
            responses.submit(connection, id, 60, NOW)
        assert responses.seconds_of_submitted(connection, "hash-of-questionnaire", Length.SHORT, 2) == [60]
        assert len(responses.seconds_of_submitted(connection, "hash-of-questionnaire", Length.SHORT, 1)) == 2


def test_a_spent_link_stays_spent(store: Store, begun: Begun) -> None:
    """What lay behind it is gone, and nothing new may lie there."""
    with store.write() as connection:
        (link,) = connection.execute(select(response.c.resume_hash).where(response.c.id == begun.response)).scalars()
        assert not responses.is_spent(connection, link)
        responses.spend_link(connection, begun.response)
        responses.remove(connection, begun.response)
        assert responses.is_spent(connection, link)
        assert not responses.is_spent(connection, "another")


def test_the_newest_consent_shows_at_every_response_of_the_organisation(store: Store, begun: Begun) -> None:
    """Whoever gave or withdrew it."""
    assert get(store, begun.response).peers_consent is None
    for given in (True, False, True):
        with store.write() as connection:
            consents.give(connection, begun.organisation.id, None, given, NOW)
        assert get(store, begun.response).peers_consent is given


def test_a_campaign_with_times_comes_back(store: Store, begun: Begun) -> None:
    """Also with the response."""
    timed = replace(begun.campaign, id=new_id(), implicit=False, opens_at=NOW, closes_at=later(5), wave=3)
    with store.write() as connection:
        campaigns.add(connection, timed, NOW)
        responses.add(connection, "r", timed.id, begun.organisation.id, Length.FULL, "hash-of-r", NOW)
    assert get(store, "r").campaign == timed
    assert get(store, "r").response.length is Length.FULL
