"""The customers of the actor's organisation: segments, how they are rated, and what follows from them.

Segments belong to an organisation and a wave; ratings to whoever gave them. The rules that everything rests on are
kept with the first segment, so that a newer version of them changes nothing that was said.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from functools import lru_cache

from assessment import access, catalog, targeting
from assessment.access import Verb
from assessment.errors import TargetingError
from assessment.intake.files import read_text
from assessment.intake.segments_csv import LONGEST_NAME, LONGEST_WORDS, Segments
from assessment.model import (
    RATINGS,
    Actor,
    Customers,
    Evidence,
    Portfolio,
    Segment,
    SegmentStatus,
    StoredResponse,
    TargetingRules,
)
from assessment.storage import answers, audits, documents, responses, segments
from assessment.storage.ids import new_id
from assessment.storage.store import Connection
from assessment.storage.tables import DocumentKind
from assessment.wording import counted
from assessment.workflow.opening import Place
from assessment.workflow.sitting import TARGETED, Sitting, changing, check_tab, clean
from assessment.workflow.targeting import RULES

LONGEST_SEGMENT, LONGEST_OF_BET = LONGEST_NAME, LONGEST_WORDS
NOT_KNOWN = "This segment is not there any more; reload the page."


@dataclass(frozen=True)
class Segmentation:
    """The segments of an organisation with the actor's ratings. `problems`: what keeps them from being judged."""

    rules: TargetingRules
    segments: tuple[Segment, ...]
    not_attributable: Fraction
    problems: tuple[str, ...]

    @property
    def portfolio(self) -> Portfolio | None:
        """What follows; none while there are problems."""
        if self.problems:
            return None
        return targeting.target(self.rules, self.segments, self.not_attributable)

    @property
    def customers(self) -> Customers | None:
        """What follows, with the rules it rests on; none without segments, and while there are problems."""
        portfolio = self.portfolio if self.segments else None
        return Customers(self.rules, portfolio) if portfolio else None


def segmentation_of(actor: Actor, place: Place) -> Segmentation:
    """The segments of the actor's organisation as they stand; none of them at first."""
    with place.store.read() as connection:
        stored = responses.get(connection, actor.subject) if actor.subject else None
        access.allow(actor, Verb.TARGET, stored)
        assert stored is not None, "access was allowed to what exists"
        return _segmentation(connection, stored)


def _segmentation(connection: Connection, stored: StoredResponse) -> Segmentation:
    organisation, wave = stored.organisation.id, stored.campaign.wave
    basis = segments.basis_of(connection, organisation, wave)
    text = documents.text_of(connection, basis.rules) if basis else read_text(RULES)
    found = segments.of(connection, organisation, wave, stored.id)
    rest = basis.not_attributable if basis else Fraction(0)
    problems = targeting.problems(found, rest) if found else ()
    return Segmentation(rules_in(text), found, rest, tuple(problems))


@lru_cache(maxsize=8)
def rules_in(text: str) -> TargetingRules:
    """The rules in a document, read once: documents never change."""
    return catalog.parse_targeting(text)


@contextmanager
def _on_segments(actor: Actor, place: Place) -> Iterator[tuple[Connection, Sitting, datetime]]:
    """A transaction on the segments of the actor's organisation."""
    with changing(actor, place, Verb.TARGET) as (connection, sitting, now):
        check_tab(connection, actor, sitting)
        yield connection, sitting, now


def put_segments(actor: Actor, place: Place, wanted: Sequence[Segment], not_attributable: Fraction) -> None:
    """Make these the segments, in this order: known ids keep their ratings, new ones get an id, others go.

    Shares need not sum to the whole yet. Raises TargetingError, and stores nothing, for what cannot be kept.
    """
    with _on_segments(actor, place) as (connection, sitting, now):
        _put(connection, actor, sitting, wanted, not_attributable, now)


def _put(
    connection: Connection,
    actor: Actor,
    sitting: Sitting,
    wanted: Sequence[Segment],
    not_attributable: Fraction,
    now: datetime,
) -> list[Segment]:
    """Store the segments within a transaction; they come back as they are kept."""
    kept = [_tidy(each) for each in wanted]
    if problems := _unfit(kept, not_attributable):
        raise TargetingError(*problems)
    organisation, wave = sitting.stored.organisation.id, sitting.stored.campaign.wave
    known = segments.basis_of(connection, organisation, wave)
    before = {each.id for each in segments.of(connection, organisation, wave, sitting.stored.id)}
    if any(each.id and each.id not in before for each in wanted):
        raise TargetingError(NOT_KNOWN)
    hash = known.rules if known else _keep_rules(connection, now)
    segments.put_basis(connection, organisation, wave, segments.Basis(hash, not_attributable), now)
    segments.put_all(connection, organisation, wave, kept, now)
    answers.record(connection, sitting.stored.id, TARGETED, "", counted(len(kept), "segment"), now)
    audits.note(connection, actor, Verb.TARGET, "response", sitting.stored.id, now)
    return kept


def _tidy(each: Segment) -> Segment:
    """The segment with what no database takes left out of its words, and an id."""
    bet = replace(each.bet, milestone=_line(each.bet.milestone), owner=_line(each.bet.owner))
    return replace(each, name=_line(each.name), id=each.id or new_id(), bet=bet)


def add(actor: Actor, place: Place, added: Segment) -> None:
    """One more segment, after the others. Raises TargetingError for what cannot be kept."""
    with _on_segments(actor, place) as (connection, sitting, now):
        standing = _segmentation(connection, sitting.stored)
        name = _line(added.name)
        if any(each.name.casefold() == name.casefold() for each in standing.segments):
            raise TargetingError(f"“{name}” is named already; give this segment another name.")
        wanted = [*standing.segments, replace(added, id="")]
        _put(connection, actor, sitting, wanted, standing.not_attributable, now)


def change(actor: Actor, place: Place, id: str, changed: Callable[[Segment], Segment]) -> None:
    """Change one segment, as it stands at this moment. Raises TargetingError for what cannot be kept."""
    with _on_segments(actor, place) as (connection, sitting, now):
        standing = _segmentation(connection, sitting.stored)
        _check_there(standing, id)
        wanted = [replace(changed(each), id=id) if each.id == id else each for each in standing.segments]
        _put(connection, actor, sitting, wanted, standing.not_attributable, now)


def remove(actor: Actor, place: Place, id: str) -> None:
    """Take one segment away, with its ratings; one that is gone already stays gone."""
    with _on_segments(actor, place) as (connection, sitting, now):
        standing = _segmentation(connection, sitting.stored)
        wanted = [each for each in standing.segments if each.id != id]
        if len(wanted) < len(standing.segments):
            _put(connection, actor, sitting, wanted, standing.not_attributable, now)


def put_not_attributable(actor: Actor, place: Place, share: Fraction) -> None:
    """Say how much of the spend belongs to no segment, 0 to 1."""
    with _on_segments(actor, place) as (connection, sitting, now):
        _put(connection, actor, sitting, _segmentation(connection, sitting.stored).segments, share, now)


def bring_to_whole(actor: Actor, place: Place) -> None:
    """Bring the shares to 100 % in the same proportions."""
    with _on_segments(actor, place) as (connection, sitting, now):
        standing = _segmentation(connection, sitting.stored)
        wanted, rest = targeting.normalised(standing.segments, standing.not_attributable)
        _put(connection, actor, sitting, wanted, rest, now)


def _check_there(standing: Segmentation, id: str) -> Segment:
    found = next((each for each in standing.segments if each.id == id), None)
    if found is None:
        raise TargetingError(NOT_KNOWN)
    return found


def _keep_rules(connection: Connection, now: datetime) -> str:
    text = read_text(RULES)
    hash = rules_in(text).content_hash
    documents.keep(connection, hash, DocumentKind.TARGETING, text, now)
    return hash


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _unfit(wanted: Sequence[Segment], not_attributable: Fraction) -> list[str]:
    """What cannot be stored at all; whether shares sum is judged later."""
    found = []
    if len(wanted) > targeting.MOST:
        found.append(f"There are {len(wanted)} segments; at most {targeting.MOST} fit. Join the smallest ones.")
    for each in wanted:
        if not 0 < len(each.name) <= LONGEST_NAME:
            found.append(f"A segment's name has {len(each.name)} characters; write 1 to {LONGEST_NAME}.")
        if any(len(text) > LONGEST_WORDS for text in (each.bet.milestone, each.bet.owner)):
            found.append(f"“{each.name}”: milestone and owner have at most {LONGEST_WORDS} characters; shorten them.")
    shares = [not_attributable, *(share for each in wanted for share in (each.revenue_share, each.spend_share))]
    if any(not 0 <= share <= 1 for share in shares):
        found.append("Every share lies between 0 and 100 %.")
    return found


def rate(
    actor: Actor, place: Place, segment: str, criterion: str, rating: int | None, evidence: Evidence | None = None
) -> None:
    """Store one rating, 1 to 5, and what it rests on; none takes it back. Evidence not said stays as it was."""
    with _on_segments(actor, place) as (connection, sitting, now):
        standing = _segmentation(connection, sitting.stored)
        _rate(connection, sitting, standing, _check_there(standing, segment), criterion, rating, evidence, now)


def rest_on(actor: Actor, place: Place, segment: str, criterion: str, evidence: Evidence) -> None:
    """Say what a rating rests on; the rating stays as it is. Raises TargetingError where there is none yet."""
    with _on_segments(actor, place) as (connection, sitting, now):
        standing = _segmentation(connection, sitting.stored)
        found = _check_there(standing, segment)
        if criterion not in found.ratings:
            raise TargetingError("Choose a rating first; then say what it rests on.")
        _rate(connection, sitting, standing, found, criterion, found.ratings[criterion], evidence, now)


def _rate(
    connection: Connection,
    sitting: Sitting,
    standing: Segmentation,
    found: Segment,
    criterion: str,
    rating: int | None,
    evidence: Evidence | None,
    now: datetime,
) -> None:
    known = next((each for each in standing.rules.criteria if each.id == criterion), None)
    if known is None or (rating is not None and rating not in RATINGS):
        raise TargetingError("This is not one of the ratings; reload the page and choose again.")
    if known.needs_revenue and found.status is SegmentStatus.PLANNED:
        raise TargetingError(f"“{known.name}” is not rated for a segment without revenue.")
    grade = evidence or found.evidence.get(criterion, Evidence.OPINION)
    rated = None if rating is None else (rating, grade)
    segments.rate(connection, found.id, sitting.stored.id, criterion, rated, now)
    answers.record(connection, sitting.stored.id, TARGETED, f"{found.id}/{criterion}", _word(rated), now)


def _word(rated: tuple[int, Evidence] | None) -> str | None:
    return None if rated is None else f"{rated[0]}, {rated[1]}"


def take_over(actor: Actor, place: Place, handed_in: Segments) -> None:
    """Make the segments of a file the actor's, ratings and all; what was there before goes.

    Raises TargetingError, and stores nothing, for what cannot be kept.
    """
    with _on_segments(actor, place) as (connection, sitting, now):
        wanted = [replace(each, id="") for each in handed_in.segments]
        kept = _put(connection, actor, sitting, wanted, handed_in.not_attributable, now)
        standing = _segmentation(connection, sitting.stored)
        for each in kept:
            for criterion, rating in each.ratings.items():
                evidence = each.evidence.get(criterion)
                _rate(connection, sitting, standing, each, criterion, rating, evidence, now)
