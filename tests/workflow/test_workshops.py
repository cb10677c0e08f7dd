"""A workshop from its opening to its ratings taken over: every rule, broken once, on both databases."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from threading import Event
from typing import Any

import pytest

from assessment import access
from assessment.errors import AccessError, AssessmentError, TargetingError
from assessment.model import Actor, Evidence, Length, Role, Segment, Side, Workshop
from assessment.storage import responses, weights
from assessment.storage import workshops as kept
from assessment.storage.ids import new_id
from assessment.workflow import own_data, segmenting, segments_elsewhere, weighting, workshop_seats, workshops
from assessment.workflow.opening import Place
from assessment.workflow.workshop_seats import NEWCOMER
from tests.workflow.at_once import at_once
from tests.workflow.sitting import Clock, begun, record, sitting_of

SECRET = "s" * 32
NAMES = ("Plants", "Workshops", "Accounts", "Web")
FOREIGN = "This does not exist, or it is not yours"


@pytest.fixture
def leader(place: Place) -> Actor:
    """Somebody with four segments, whose shares sum."""
    actor = begun(place)
    put(actor, place, NAMES)
    return actor


def put(actor: Actor, place: Place, names: Sequence[str]) -> None:
    """Segments with equal shares."""
    share = Fraction(10_000 // len(names), 10_000)
    segmenting.put_segments(actor, place, [Segment(name, share, share) for name in names], Fraction(0))


def ids(actor: Actor, place: Place) -> list[str]:
    """The segments' ids, in order."""
    return [each.id for each in segmenting.segmentation_of(actor, place).segments]


def opened(leader: Actor, place: Place) -> tuple[Workshop, str]:
    """An open workshop and the token of its link."""
    workshop = workshops.open_workshop(leader, place, SECRET)
    return workshop, workshops.link_token(SECRET, workshop)


def attended(leader: Actor, place: Place) -> workshops.Attendance:
    """Who sits in the workshop."""
    found = workshops.attendance_of(leader, place)
    assert found is not None
    return found


def colleague(leader: Actor, place: Place) -> Actor:
    """Another response about the same organisation."""
    id, stored = new_id(), sitting_of(leader, place).stored
    with place.store.write() as connection:
        responses.add(connection, id, stored.campaign.id, stored.organisation.id, Length.SHORT, new_id(), place.now())
    return Actor(Role.RESPONDENT, id)


def joined(place: Place, link: str, *names: str) -> list[Actor]:
    """Raters who joined by that link."""
    return [workshop_seats.join(NEWCOMER, place, link, name, access.new_token()) for name in names]


def refusal(say: Callable[[], object]) -> str:
    """The words of a refusal."""
    with pytest.raises(AssessmentError) as refused:
        say()
    return " ".join(refused.value.problems)


def revealed(leader: Actor, place: Place, *ratings: int) -> list[Actor]:
    """A workshop in which each rated everything asked with one rating, revealed."""
    _, link = opened(leader, place)
    raters = joined(place, link, *(f"R{number}" for number, _ in enumerate(ratings)))
    for rater, rating in zip(raters, ratings, strict=True):
        for ballot in workshop_seats.ballots_of(rater, place):
            for criterion in ballot.criteria:
                workshop_seats.rate(rater, place, ballot.id, criterion.id, rating)
    workshops.reveal(leader, place)
    return raters


def test_it_is_opened_once_and_its_link_can_be_shown_again(place: Place, leader: Actor) -> None:
    """Opening it again answers the same workshop; the link follows from the private link and is kept as a hash."""
    workshop, link = opened(leader, place)
    assert workshops.open_workshop(leader, place, SECRET) == workshop
    assert access.as_token(link) == link == workshops.link_token(SECRET, workshop)
    assert link != workshops.link_token("t" * 32, workshop)
    with place.store.read() as connection:
        assert kept.by_token(connection, access.token_hash(link)) == workshop
        assert kept.by_token(connection, link) is None
    attendance = workshops.attendance_of(leader, place)
    assert attendance is not None
    assert (attendance.workshop, attendance.raters, attendance.done) == (workshop, (), 0)


@pytest.mark.parametrize(
    ("names", "share", "said"),
    [
        ((), Fraction(1), "name your segments first"),
        (tuple("ABCDEFG"), Fraction(1, 7), "7 segments are too many"),
        (("A", "B"), Fraction(1, 4), "Revenue shares sum to 50 %"),
    ],
)
def test_it_is_refused_without_segments_with_too_many_and_while_shares_do_not_sum(
    place: Place, names: tuple[str, ...], share: Fraction, said: str
) -> None:
    """In a sentence that says how to mend it; nothing is opened."""
    actor = begun(place)
    if names:
        segmenting.put_segments(actor, place, [Segment(name, share, share) for name in names], Fraction(0))
    assert said in refusal(lambda: workshops.open_workshop(actor, place, SECRET))
    assert workshops.attendance_of(actor, place) is None


def test_six_segments_are_not_too_many(place: Place) -> None:
    """The most that there may be."""
    actor = begun(place)
    put(actor, place, "ABCDEF")
    assert workshops.open_workshop(actor, place, SECRET).is_open


def test_whoever_has_the_link_joins_under_a_name_and_the_same_phone_twice_is_the_same_rater(
    place: Place, leader: Actor
) -> None:
    """Though the name is another one the second time; names are kept on one line."""
    _, link = opened(leader, place)
    token = access.new_token()
    ana = workshop_seats.join(NEWCOMER, place, link, "  Ana\n\0 R. ", token)
    assert workshop_seats.join(NEWCOMER, place, link, "Somebody else", token) == ana
    assert workshop_seats.rater(place, token) == ana
    assert workshop_seats.sits_behind(place, link, token)
    assert workshop_seats.seat_of(ana, place).rater.name == "Ana R."
    attendance = workshops.attendance_of(leader, place)
    assert attendance is not None
    assert [rater.name for rater in attendance.raters] == ["Ana R."]


@pytest.mark.parametrize("name", ["", " \n", "\0"])
def test_nobody_joins_without_a_name(place: Place, leader: Actor, name: str) -> None:
    """Nor with one that is too long."""
    _, link = opened(leader, place)
    assert "initials" in refusal(lambda: joined(place, link, name))
    assert "at most 40" in refusal(lambda: joined(place, link, "x" * 41))


def test_thirty_join_and_no_more(place: Place, leader: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sits already still does."""
    assert workshop_seats.MOST_RATERS == 30
    monkeypatch.setattr(workshop_seats, "MOST_RATERS", 2)
    _, link = opened(leader, place)
    token = access.new_token()
    first = workshop_seats.join(NEWCOMER, place, link, "A", token)
    joined(place, link, "B")
    assert "All 2 places are taken" in refusal(lambda: joined(place, link, "C"))
    assert workshop_seats.join(NEWCOMER, place, link, "A", token) == first


def test_unknown_revealed_closed_and_discarded_links_are_refused_in_the_same_words(place: Place, leader: Actor) -> None:
    """Nobody learns which it is; looking at a link creates nothing."""
    said = {refusal(lambda: joined(place, access.new_token(), "A"))}
    _, link = opened(leader, place)
    workshop_seats.check_open(NEWCOMER, place, link)
    (rater,) = joined(place, link, "A")
    workshop_seats.rate(rater, place, ids(leader, place)[0], "R1", 3)
    for end in (workshops.reveal, workshops.take_over):
        end(leader, place)
        for try_it in (lambda: joined(place, link, "B"), lambda: workshop_seats.check_open(NEWCOMER, place, link)):
            said.add(refusal(try_it))
    _, other = opened(leader, place)
    workshops.discard(leader, place)
    said.add(refusal(lambda: joined(place, other, "B")))
    assert len(said) == 1
    assert FOREIGN in said.pop()


def test_a_place_of_another_workshop_is_none_here(place: Place, leader: Actor) -> None:
    """A phone's old secret opens nothing new."""
    _, first = opened(leader, place)
    token = access.new_token()
    workshop_seats.join(NEWCOMER, place, first, "A", token)
    other = begun(place)
    put(other, place, ("X", "Y"))
    workshop = workshops.open_workshop(other, place, "o" * 32)
    link = workshops.link_token("o" * 32, workshop)
    assert not workshop_seats.sits_behind(place, link, token)
    assert "another workshop" in refusal(lambda: workshop_seats.join(NEWCOMER, place, link, "A", token))


def test_a_rater_rates_leaves_blank_and_says_once_what_it_rests_on(place: Place, leader: Actor) -> None:
    """The grade is stored with every rating of the segment, also with those given later."""
    _, link = opened(leader, place)
    (ana,) = joined(place, link, "Ana")
    one, two, *_ = ids(leader, place)
    assert "Choose a rating first" in refusal(lambda: workshop_seats.rest_on(ana, place, one, Evidence.MARKET))
    workshop_seats.rate(ana, place, one, "R1", 2)
    workshop_seats.rest_on(ana, place, one, Evidence.INTERNAL)
    workshop_seats.rate(ana, place, one, "R3", 5)
    workshop_seats.rate(ana, place, one, "R2", 4)
    workshop_seats.rate(ana, place, one, "R2", None)
    workshop_seats.rate(ana, place, two, "R1", 1)
    first, second, *_ = workshop_seats.ballots_of(ana, place)
    assert (first.name, first.ratings, first.evidence) == ("Plants", {"R1": 2, "R3": 5}, Evidence.INTERNAL)
    assert (second.ratings, second.evidence) == ({"R1": 1}, Evidence.OPINION)
    with place.store.read() as connection:
        found = kept.ratings_by(connection, ana.subject or "")
    assert {(one.criterion, one.evidence) for one in found if one.segment == first.id} == {
        ("R1", Evidence.INTERNAL),
        ("R3", Evidence.INTERNAL),
    }


@pytest.mark.parametrize(("criterion", "rating"), [("A1", 3), ("R4", 3), ("x", 3), ("R1", 0), ("R1", 6)])
def test_nothing_else_is_rated_than_what_is_asked(place: Place, leader: Actor, criterion: str, rating: int) -> None:
    """Nor any other segment than those of the workshop."""
    _, link = opened(leader, place)
    (ana,) = joined(place, link, "Ana")
    one = ids(leader, place)[0]
    assert "not one of the ratings" in refusal(lambda: workshop_seats.rate(ana, place, one, criterion, rating))
    other = begun(place)
    put(other, place, ("X",))
    assert "not there any more" in refusal(lambda: workshop_seats.rate(ana, place, ids(other, place)[0], "R1", 3))


def test_a_rater_reaches_own_ratings_only_and_no_verb_of_anybody_else(
    place: Place, leader: Actor, subtests: pytest.Subtests
) -> None:
    """By calling everything directly, with any id that is known."""
    workshop, link = opened(leader, place)
    ana, ben = joined(place, link, "Ana", "Ben")
    one = ids(leader, place)[0]
    workshop_seats.rate(ben, place, one, "R1", 5)
    assert not any(ballot.ratings for ballot in workshop_seats.ballots_of(ana, place))
    imposters = [
        Actor(Role.RATER),
        Actor(Role.RATER, ""),
        Actor(Role.RATER, workshop.id),
        Actor(Role.RATER, leader.subject),
        *(Actor(role, ben.subject) for role in Role if role is not Role.RATER),
    ]
    for say in (
        workshop_seats.seat_of,
        workshop_seats.ballots_of,
        workshop_seats.finish,
        workshop_seats.go_on,
        lambda a, p: workshop_seats.rate(a, p, one, "R1", 1),
        lambda a, p: workshop_seats.rest_on(a, p, one, Evidence.MARKET),
    ):
        for imposter in imposters:
            assert FOREIGN in refusal(lambda say=say, imposter=imposter: say(imposter, place))  # type: ignore[misc]
    for name, verb in LED.items():
        with subtests.test(name), pytest.raises(AccessError):
            verb(ben, place)
    for role in Role:
        if role is not Role.RATER:
            with pytest.raises(AccessError):
                workshop_seats.join(Actor(role), place, link, "X", access.new_token())
    assert workshop_seats.ballots_of(ben, place)[0].ratings == {"R1": 5}


LED = {
    "opening": lambda a, p: workshops.open_workshop(a, p, SECRET),
    "looking": workshops.attendance_of,
    "ranking": lambda a, p: workshops.rank(a, p, "id", 1),
    "revealing": workshops.reveal,
    "the outcome": workshops.outcome_of,
    "agreeing": lambda a, p: workshops.agree(a, p, "id", "R1", 3),
    "taking over": workshops.take_over,
    "discarding": workshops.discard,
    "segments": segmenting.segmentation_of,
    "exporting": own_data.exported,
}


def test_the_facilitator_sees_who_joined_and_finished_and_no_rating_before_it_is_revealed(
    place: Place, leader: Actor
) -> None:
    """By no verb: neither the outcome, nor the segments, nor what is taken along."""
    _, link = opened(leader, place)
    ana, _ = joined(place, link, "Ana", "Ben")
    before = own_data.exported(leader, place)
    for id in ids(leader, place):
        workshop_seats.rate(ana, place, id, "R1", 5)
    assert own_data.exported(leader, place) == before
    assert not any(each.ratings for each in segmenting.segmentation_of(leader, place).segments)
    assert "not revealed" in refusal(lambda: workshops.outcome_of(leader, place))
    assert "not revealed" in refusal(lambda: workshops.take_over(leader, place))
    assert "not revealed" in refusal(lambda: workshops.agree(leader, place, ids(leader, place)[0], "R1", 3))
    workshop_seats.finish(ana, place)
    attendance = workshops.attendance_of(leader, place)
    assert attendance is not None
    assert (len(attendance.raters), attendance.done) == (2, 1)
    workshop_seats.go_on(ana, place)
    assert attended(leader, place).done == 0


def test_the_first_blind_rating_locks_the_weights(place: Place, leader: Actor) -> None:
    """As any other first rating does: nobody weighs anew once something is rated."""
    _, token = opened(leader, place)
    (rater,) = joined(place, token, "Ann")
    assert segmenting.segmentation_of(leader, place).lock is None
    workshop_seats.rate(rater, place, ids(leader, place)[0], "R1", 4)
    lock = segmenting.segmentation_of(leader, place).lock
    assert lock is not None
    assert (lock.response, lock.is_blind) == (None, True)
    with pytest.raises(TargetingError, match="Locked at the first rating on 2 March 2026, 09:30, in a workshop"):
        weighting.take_shipped(leader, place)


def test_no_weight_changes_once_a_first_blind_rating_is_stored(
    place: Place, leader: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though a colleague weighs at that very moment: the rating waits for the weights that are being stored."""
    other = colleague(leader, place)
    _, link = opened(leader, place)
    (ana,) = joined(place, link, "Ana")
    one, store = ids(leader, place)[0], weights.put
    rated = Event()

    def put_slowly(*said: Any) -> None:
        weighing.set()
        assert not rated.wait(1)
        store(*said)

    def rate() -> None:
        assert weighing.wait(30)
        workshop_seats.rate(ana, place, one, "R1", 4)
        rated.set()

    weighing = Event()
    monkeypatch.setattr(weights, "put", put_slowly)
    own = {"R1": 2500, "R2": 2500, "R3": 2500, "R4": 0, "R5": 2500, "R6": 0}
    at_once(place, lambda: weighting.put(other, place, Side.RIGHT_TO_WIN, own), rate)
    standing = segmenting.segmentation_of(leader, place)
    assert standing.lock is not None
    assert standing.rules.own_weights is not None
    assert standing.rules.own_weights.locked_at is not None


def test_with_own_weights_enough_is_asked_to_place_every_segment(place: Place, leader: Actor) -> None:
    """What rules out alone weighs too little here."""
    own = {"R1": 1500, "R2": 1500, "R3": 1500, "R4": 2500, "R5": 500, "R6": 2500}
    weighting.put(leader, place, Side.RIGHT_TO_WIN, own)
    revealed(leader, place, 4)
    for number, id in enumerate(ids(leader, place), 1):
        workshops.rank(leader, place, id, number)
    outcome = workshops.outcome_of(leader, place)
    assert all(one.finding.zone is not None for one in outcome.placed)
    assert [tally.criterion.id for tally in outcome.placed[0].tallies] == ["R1", "R2", "R3", "R4", "R5"]


def test_once_it_is_over_a_rater_sees_only_what_they_rated(place: Place, leader: Actor) -> None:
    """Not what the organisation has done with its segments since."""
    one, two, *_ = ids(leader, place)
    _, link = opened(leader, place)
    ana, ben = joined(place, link, "Ana", "Ben")
    workshop_seats.rate(ana, place, two, "R1", 4)
    workshops.reveal(leader, place)
    assert len(workshop_seats.ballots_of(ana, place)) == len(NAMES)
    workshops.take_over(leader, place)
    segmenting.remove(leader, place, one)
    segmenting.add(leader, place, Segment("Secret", Fraction(0), Fraction(0)))
    assert [ballot.name for ballot in workshop_seats.ballots_of(ana, place)] == ["Workshops"]
    assert workshop_seats.ballots_of(ben, place) == ()


def test_two_of_one_name_are_told_apart(place: Place, leader: Actor) -> None:
    """By a number, also where they write it otherwise."""
    _, link = opened(leader, place)
    joined(place, link, "Ana", "ANA", "Ana 2", "Ben", "Ana")
    assert {rater.name for rater in attended(leader, place).raters} == {"Ana", "ANA 2", "Ana 2 2", "Ben", "Ana 3"}


def test_nothing_is_revealed_while_nobody_has_rated(place: Place, leader: Actor) -> None:
    """And revealing it twice keeps the first time."""
    _, link = opened(leader, place)
    (ana,) = joined(place, link, "Ana")
    assert "Nobody has rated" in refusal(lambda: workshops.reveal(leader, place))
    workshop_seats.rate(ana, place, ids(leader, place)[0], "R1", 3)
    workshops.reveal(leader, place)


def test_once_revealed_no_rating_changes(place: Place, leader: Actor) -> None:
    """Nor what it rests on, nor who has finished; what one rated oneself can still be seen."""
    (ana,) = revealed(leader, place, 3)
    one = ids(leader, place)[0]
    before = workshop_seats.ballots_of(ana, place)
    for say in (
        lambda: workshop_seats.rate(ana, place, one, "R1", 5),
        lambda: workshop_seats.rate(ana, place, one, "R1", None),
        lambda: workshop_seats.rest_on(ana, place, one, Evidence.MARKET),
        lambda: workshop_seats.finish(ana, place),
        lambda: workshop_seats.go_on(ana, place),
    ):
        assert "nothing changes any more" in refusal(say)
    assert workshop_seats.ballots_of(ana, place) == before


def test_a_rank_belongs_to_one_segment_and_the_upper_half_is_attractive(place: Place, leader: Actor) -> None:
    """The one that had it takes the other's rank; none is attractive before all are ranked."""
    opened(leader, place)
    one, two, three, four = ids(leader, place)

    def ranks() -> list[int | None]:
        return [each.attractive_rank for each in segmenting.segmentation_of(leader, place).segments]

    for id, rank in ((one, 1), (two, 2), (three, 3)):
        assert workshops.rank(leader, place, id, rank) == ()
    assert {each.is_attractive for each in segmenting.segmentation_of(leader, place).segments} == {None}
    workshops.rank(leader, place, four, 4)
    assert workshops.rank(leader, place, four, 1) == (one,)
    assert ranks() == [4, 2, 3, 1]
    attractive = [each.is_attractive for each in segmenting.segmentation_of(leader, place).segments]
    assert attractive == [False, True, False, True]
    workshops.rank(leader, place, two, None)
    assert workshops.rank(leader, place, one, 1) == (four,)
    assert ranks() == [1, None, 3, 4]
    for rank in (0, 5):
        assert "not one of the ranks" in refusal(lambda rank=rank: workshops.rank(leader, place, one, rank))  # type: ignore[misc]
    assert "not there any more" in refusal(lambda: workshops.rank(leader, place, "id", 1))


def test_a_change_of_name_or_share_keeps_the_ranks(place: Place, leader: Actor) -> None:
    """They are part of the segment."""
    opened(leader, place)
    for rank, id in enumerate(ids(leader, place), 1):
        workshops.rank(leader, place, id, rank)
    segmenting.change(leader, place, ids(leader, place)[0], lambda each: replace(each, name="Renamed"))
    segmenting.bring_to_whole(leader, place)
    assert [each.attractive_rank for each in segmenting.segmentation_of(leader, place).segments] == [1, 2, 3, 4]


def test_while_it_is_open_segments_stay_and_their_names_and_shares_can_change(place: Place, leader: Actor) -> None:
    """None is added, removed or taken over; afterwards they can be."""
    opened(leader, place)
    one = ids(leader, place)[0]
    more = Segment("More", Fraction(0), Fraction(0))
    file = segments_elsewhere.Segments((Segment("Only", Fraction(1), Fraction(1)),), Fraction(0))
    for say in (
        lambda: segmenting.add(leader, place, more),
        lambda: segmenting.remove(leader, place, one),
        lambda: segmenting.take_over(leader, place, file),
        lambda: segmenting.put_segments(leader, place, [], Fraction(0)),
    ):
        assert "A workshop rates these segments just now" in refusal(say)
    segmenting.change(leader, place, one, lambda each: replace(each, name="Renamed", spend_share=Fraction(1, 5)))
    segmenting.put_not_attributable(leader, place, Fraction(1, 20))
    assert [each.name for each in segmenting.segmentation_of(leader, place).segments] == ["Renamed", *NAMES[1:]]
    workshops.discard(leader, place)
    segmenting.add(leader, place, more)


def test_what_was_agreed_else_the_medians_become_the_facilitators_ratings(place: Place, leader: Actor) -> None:
    """All at once, with the median grade; other ratings stay, and the workshop is over."""
    one, two, *_ = ids(leader, place)
    segmenting.rate(leader, place, one, "R4", 5, Evidence.MARKET)
    segmenting.rate(leader, place, one, "R1", 1, Evidence.MARKET)
    _, link = opened(leader, place)
    ana, ben, cleo, dan = joined(place, link, "Ana", "Ben", "Cleo", "Dan")
    for rater, rating in ((ana, 2), (ben, 3), (cleo, 4), (dan, 5)):
        workshop_seats.rate(rater, place, one, "R1", rating)
        workshop_seats.rate(rater, place, two, "R3", rating)
    workshop_seats.rest_on(ana, place, one, Evidence.MARKET)
    workshop_seats.rest_on(ben, place, one, Evidence.MARKET)
    workshops.reveal(leader, place)
    outcome = workshops.outcome_of(leader, place)
    assert {call.placed.segment.id for call in outcome.calls} == {one, two}
    assert outcome.people == 4
    assert "in dispute" in refusal(lambda: workshops.agree(leader, place, one, "R2", 3))
    assert "in dispute" in refusal(lambda: workshops.agree(leader, place, one, "R1", 6))
    workshops.agree(leader, place, one, "R1", 2)
    workshops.agree(leader, place, two, "R3", 5)
    workshops.agree(leader, place, two, "R3", None)
    workshops.agree(leader, place, one, "R1", 4)
    assert workshops.outcome_of(leader, place).agreed == {(one, "R1"): 4}
    assert workshops.take_over(leader, place) == 2
    first, second, *rest = segmenting.segmentation_of(leader, place).segments
    assert first.ratings == {"R4": 5, "R1": 4}
    assert first.evidence == {"R4": Evidence.MARKET, "R1": Evidence.OPINION}
    assert (second.ratings, second.evidence) == ({"R3": 3}, {"R3": Evidence.OPINION})
    assert not any(each.ratings for each in rest)
    assert ("segments", f"{one}/R1", "4, opinion") in record(leader, place)
    for verb in (workshops.take_over, workshops.reveal, workshops.discard):
        assert "no workshop open" in refusal(lambda verb=verb: verb(leader, place))  # type: ignore[misc]


def test_what_was_agreed_counts_though_other_calls_are_closer_by_then(place: Place, leader: Actor) -> None:
    """As after ranking; it can still be changed and taken back, and then it is in dispute no more."""
    _, link = opened(leader, place)
    one, two, *others = ids(leader, place)
    raters = joined(place, link, "Ana", "Ben", "Cleo")
    votes = {one: (1, 2, 5), two: (1, 1, 5)}
    for at, rater in enumerate(raters):
        for ballot in workshop_seats.ballots_of(rater, place):
            for criterion in ballot.criteria:
                near = 3 if criterion.id in ("R1", "R2") else 4
                given = votes[ballot.id][at] if ballot.id in votes else near
                workshop_seats.rate(rater, place, ballot.id, criterion.id, given)
    workshops.reveal(leader, place)
    agreed = next(iter(workshops.outcome_of(leader, place).disputed))
    workshops.agree(leader, place, *agreed, 5)
    for number, id in enumerate(ids(leader, place), 1):
        workshops.rank(leader, place, id, number)
    outcome = workshops.outcome_of(leader, place)
    assert {call.placed.segment.id for call in outcome.calls} == set(others)
    assert agreed not in outcome.disputed
    assert outcome.agreed == {agreed: 5}
    assert outcome.ratings[agreed] == 5
    workshops.agree(leader, place, *agreed, None)
    assert "in dispute" in refusal(lambda: workshops.agree(leader, place, *agreed, 4))
    call = next(iter(workshops.outcome_of(leader, place).disputed))
    workshops.agree(leader, place, *call, 1)
    (only,) = own_data.exported(leader, place)["about"]["workshops"]
    assert [(each["criterion"], each["rating"]) for each in only["agreed"]] == [(call[1], 1)]
    workshops.take_over(leader, place)
    taken = {each.id: each.ratings for each in segmenting.segmentation_of(leader, place).segments}
    assert taken[call[0]][call[1]] == 1


def test_what_was_agreed_in_one_workshop_counts_in_no_other(place: Place, leader: Actor) -> None:
    """The next one begins anew."""
    for _ in range(2):
        revealed(leader, place, 1, 5)
        assert workshops.outcome_of(leader, place).agreed == {}
        call = workshops.outcome_of(leader, place).calls[0]
        workshops.agree(leader, place, call.placed.segment.id, call.disputed[0].criterion.id, 4)
        workshops.take_over(leader, place)


def test_a_first_pass_says_what_it_rests_on_until_all_is_rated(place: Place, leader: Actor, clock: Clock) -> None:
    """How many criteria of how many, how many people rated anything, and the day it was taken over."""

    def basis() -> workshops.FirstPass | None:
        return workshops.first_pass_of(leader, place, segmenting.segmentation_of(leader, place))

    assert basis() is None
    _, link = opened(leader, place)
    joined(place, link, "Late", "Later")
    workshops.discard(leader, place)
    revealed(leader, place, 3, 4, 5)
    assert basis() is None
    clock.forward(minutes=20)
    workshops.take_over(leader, place)
    assert basis() == workshops.FirstPass(4, 12, 3, clock.moment)
    standing = segmenting.segmentation_of(leader, place)
    for each in standing.segments:
        segmenting.rate(leader, place, each.id, "A1", 3)
    assert basis() == workshops.FirstPass(5, 12, 3, clock.moment)
    for each in standing.segments:
        for criterion in standing.rules.applicable(each.status):
            segmenting.rate(leader, place, each.id, criterion.id, 3)
    assert basis() is None


def test_another_workshop_that_is_open_leaves_the_first_pass_as_it_is(
    place: Place, leader: Actor, clock: Clock
) -> None:
    """Whoever opened it; the last one that is over counts."""
    revealed(leader, place, 3, 4)
    workshops.take_over(leader, place)
    basis = workshops.first_pass_of(leader, place, segmenting.segmentation_of(leader, place))
    assert basis is not None
    for who in (leader, colleague(leader, place)):
        workshops.open_workshop(who, place, SECRET)
        assert workshops.first_pass_of(leader, place, segmenting.segmentation_of(leader, place)) == basis
        workshops.discard(who, place)
    clock.forward(days=1)
    revealed(leader, place, 3, 4, 5)
    workshops.take_over(leader, place)
    newest = workshops.first_pass_of(leader, place, segmenting.segmentation_of(leader, place))
    assert newest == replace(basis, people=3, on=clock.moment)


def test_ratings_that_are_all_given_anew_are_no_first_pass_any_more(place: Place, leader: Actor) -> None:
    """As long as one is that of the room, they are."""
    revealed(leader, place, 3)
    workshops.take_over(leader, place)
    *most, last = [(each, id) for each in ids(leader, place) for id in ("R1", "R2", "R3", "R5")]
    for id, criterion in most:
        segmenting.rate(leader, place, id, criterion, 5)
    assert workshops.first_pass_of(leader, place, segmenting.segmentation_of(leader, place)) is not None
    segmenting.rate(leader, place, *last, 5)
    assert workshops.first_pass_of(leader, place, segmenting.segmentation_of(leader, place)) is None


def test_a_discarded_workshop_goes_with_its_ratings(place: Place, leader: Actor) -> None:
    """The facilitator's own stay; another one can be opened."""
    one = ids(leader, place)[0]
    segmenting.rate(leader, place, one, "R1", 2)
    (ana,) = revealed(leader, place, 5)
    workshops.discard(leader, place)
    assert segmenting.segmentation_of(leader, place).segments[0].ratings == {"R1": 2}
    assert FOREIGN in refusal(lambda: workshop_seats.seat_of(ana, place))
    assert workshops.attendance_of(leader, place) is None
    opened(leader, place)


def test_who_rated_what_is_taken_along_and_erased_with_the_response(place: Place, leader: Actor) -> None:
    """By the names they typed, once it is revealed; secrets are in no export."""
    (ana,) = revealed(leader, place, 4)
    exported = own_data.exported(leader, place)
    ((only,),) = [exported["about"]["workshops"]]
    assert only["raters"][0]["name"] == "R0"
    assert {"segment": "Plants", "criterion": "R1", "rating": 4, "evidence": "opinion"} in only["raters"][0]["ratings"]
    assert SECRET not in json.dumps(exported)
    own_data.erase(leader, place, "R-1")
    assert FOREIGN in refusal(lambda: workshop_seats.seat_of(ana, place))


def test_four_phones_at_once_lose_nothing(place: Place, leader: Actor) -> None:
    """They join, rate the same segments and say what it rests on, all at the same moment."""
    _, link = opened(leader, place)
    tokens = [access.new_token() for _ in range(4)]
    raters = at_once(
        place,
        *(lambda t=token: workshop_seats.join(NEWCOMER, place, link, t[:5], t) for token in tokens),
    )
    asked = [(b.id, c.id) for b in workshop_seats.ballots_of(raters[0], place) for c in b.criteria]  # type: ignore[arg-type]

    def rate_all(rater: Actor, rating: int) -> None:
        for segment, criterion in asked:
            workshop_seats.rate(rater, place, segment, criterion, rating)
        workshop_seats.rest_on(rater, place, asked[0][0], Evidence.MARKET)
        workshop_seats.finish(rater, place)

    at_once(place, *(lambda a=actor, r=rating: rate_all(a, r) for rating, actor in enumerate(raters, 1)))
    assert attended(leader, place).done == 4
    workshops.reveal(leader, place)
    for one in workshops.outcome_of(leader, place).placed:
        assert [tally.ratings for tally in one.tallies] == [(1, 2, 3, 4)] * 4


def test_one_phone_that_joins_twice_at_once_takes_one_place(place: Place, leader: Actor) -> None:
    """As when a button is pressed twice."""
    _, link = opened(leader, place)
    token = access.new_token()
    places = at_once(place, *[lambda: workshop_seats.join(NEWCOMER, place, link, "Ana", token)] * 4)
    assert len(set(places)) == 1


def test_revealing_and_rating_at_once_shows_every_rating_that_was_stored(place: Place, leader: Actor) -> None:
    """One that comes too late is refused, never stored unseen."""
    _, link = opened(leader, place)
    raters = joined(place, link, "A", "B", "C")
    one = ids(leader, place)[0]
    workshop_seats.rate(raters[0], place, one, "R1", 1)
    seen: list[tuple[int, ...]] = []

    def rate(rater: Actor) -> bool:
        try:
            workshop_seats.rate(rater, place, one, "R1", 5)
        except TargetingError:
            return False
        return True

    def show() -> bool:
        workshops.reveal(leader, place)
        seen.append(workshops.outcome_of(leader, place).placed[0].tallies[0].ratings)
        return False

    stored = at_once(place, show, *(lambda a=actor: rate(a) for actor in raters[1:]))
    assert seen == [(1, *[5] * sum(map(bool, stored)))]
    assert workshops.outcome_of(leader, place).placed[0].tallies[0].ratings == seen[0]


def test_two_who_write_segments_at_once_both_count(place: Place, leader: Actor) -> None:
    """Each is added to what stands at that moment, though they come from two responses of one organisation."""
    other, added = colleague(leader, place), ("E", "F", "G", "H", "I", "J")
    writers = [leader, other] * 3
    at_once(
        place,
        *(
            lambda n=name, w=writer: segmenting.add(w, place, Segment(n, Fraction(0), Fraction(0)))
            for name, writer in zip(added, writers, strict=True)
        ),
    )
    names = [each.name for each in segmenting.segmentation_of(leader, place).segments]
    assert sorted(names) == sorted([*NAMES, *added])


def test_a_workshop_belongs_to_the_response_it_was_opened_in(place: Place, leader: Actor) -> None:
    """Somebody else of the same organisation neither leads it nor opens a second one, and cannot add segments."""
    other = colleague(leader, place)
    opened(leader, place)
    assert "Somebody else has a workshop open" in refusal(lambda: workshops.open_workshop(other, place, SECRET))
    assert workshops.attendance_of(other, place) is None
    for verb in (workshops.reveal, workshops.outcome_of, workshops.take_over, workshops.discard):
        assert "no workshop open" in refusal(lambda verb=verb: verb(other, place))  # type: ignore[misc]
    more = Segment("More", Fraction(0), Fraction(0))
    assert "rates these segments just now" in refusal(lambda: segmenting.add(other, place, more))
