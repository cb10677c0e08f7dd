"""The customers of the actor's organisation: segments, how they are rated, and what follows from them.

Segments belong to an organisation and a wave; ratings to whoever gave them. The rules that everything rests on are
kept with the first segment, so that a newer version of them changes nothing that was said.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from functools import lru_cache

from assessment import access, catalog, targeting
from assessment.access import Verb
from assessment.errors import TargetingError
from assessment.intake.files import read_text
from assessment.intake.segment_facts import LONGEST_RIVALS as LONGEST_NAMED_RIVALS
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
from assessment.storage import answers, audits, documents, organisations, responses, segments, weights, workshops
from assessment.storage.store import Connection
from assessment.storage.tables import DocumentKind
from assessment.storage.weights import Lock
from assessment.targeting import weighing
from assessment.wording import counted
from assessment.workflow.kept_segments import line, tidy, unfit
from assessment.workflow.opening import Place
from assessment.workflow.sitting import TARGETED, Sitting, sharing
from assessment.workflow.targeting import RULES

LONGEST_SEGMENT, LONGEST_OF_BET, LONGEST_RIVALS = LONGEST_NAME, LONGEST_WORDS, LONGEST_NAMED_RIVALS
NOT_KNOWN = "This segment is not there any more; reload the page."


@dataclass(frozen=True)
class Segmentation:
    """The segments of an organisation with the actor's ratings. `problems`: what keeps them from being judged.

    `rules` hold the organisation's own weights, where there are any. `lock`: since when these cannot be changed.
    """

    rules: TargetingRules
    segments: tuple[Segment, ...]
    not_attributable: Fraction
    problems: tuple[str, ...]
    lock: Lock | None = None

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
        return segmentation_in(connection, stored)


def segmentation_in(connection: Connection, stored: StoredResponse) -> Segmentation:
    """As `segmentation_of`, within a transaction."""
    organisation, wave = stored.organisation.id, stored.campaign.wave
    basis = segments.basis_of(connection, organisation, wave)
    text = documents.text_of(connection, basis.rules) if basis else read_text(RULES)
    found = segments.of(connection, organisation, wave, stored.id)
    rest = basis.not_attributable if basis else Fraction(0)
    problems = targeting.problems(found, rest) if found else ()
    lock = weights.lock_of(connection, organisation, wave)
    own = weights.of(connection, organisation, wave)
    rules = weighing.weighted(rules_in(text), own, lock.at if lock else None) if own else rules_in(text)
    return Segmentation(rules, found, rest, tuple(problems), lock)


@lru_cache(maxsize=8)
def rules_in(text: str) -> TargetingRules:
    """The rules in a document, read once: documents never change."""
    return catalog.parse_targeting(text)


def on_segments(actor: Actor, place: Place) -> AbstractContextManager[tuple[Connection, Sitting, datetime]]:
    """A transaction on the segments of the actor's organisation, which nobody else changes meanwhile."""
    return sharing(actor, place, Verb.TARGET)


def put_segments(actor: Actor, place: Place, wanted: Sequence[Segment], not_attributable: Fraction) -> None:
    """Make these the segments, in this order: known ids keep their ratings, new ones get an id, others go.

    Shares need not sum to the whole yet. Raises TargetingError, and stores nothing, for what cannot be kept.
    """
    with on_segments(actor, place) as (connection, sitting, now):
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
    kept = [tidy(each) for each in wanted]
    if problems := unfit(kept, not_attributable):
        raise TargetingError(*problems)
    organisation, wave = sitting.stored.organisation.id, sitting.stored.campaign.wave
    known = segments.basis_of(connection, organisation, wave)
    before = {each.id for each in segments.of(connection, organisation, wave, sitting.stored.id)}
    if any(each.id and each.id not in before for each in wanted):
        raise TargetingError(NOT_KNOWN)
    if before != {each.id for each in kept}:
        _check_no_workshop(connection, organisation, wave)
    hash = known.rules if known else keep_rules(connection, now)
    segments.put_basis(connection, organisation, wave, segments.Basis(hash, not_attributable), now)
    segments.put_all(connection, organisation, wave, kept, now)
    if not kept:
        weights.unlock(connection, organisation, wave)
    answers.record(connection, sitting.stored.id, TARGETED, "", counted(len(kept), "segment"), now)
    audits.note(connection, actor, Verb.TARGET, "response", sitting.stored.id, now)
    return kept


def _check_no_workshop(connection: Connection, organisation: str, wave: int) -> None:
    """Refuse other segments than those that people rate at this moment."""
    found = workshops.latest(connection, organisation, wave)
    if found is not None and found.is_open:
        raise TargetingError(
            "A workshop rates these segments just now: names and shares can change, but none can be added, removed or "
            "replaced. Take the workshop over or end it first."
        )


def add(actor: Actor, place: Place, added: Segment) -> None:
    """One more segment, after the others. Raises TargetingError for what cannot be kept."""
    with on_segments(actor, place) as (connection, sitting, now):
        standing = segmentation_in(connection, sitting.stored)
        name = line(added.name)
        if any(each.name.casefold() == name.casefold() for each in standing.segments):
            raise TargetingError(f"“{name}” is named already; give this segment another name.")
        wanted = [*standing.segments, replace(added, id="")]
        _put(connection, actor, sitting, wanted, standing.not_attributable, now)


def change(actor: Actor, place: Place, id: str, changed: Callable[[Segment], Segment]) -> None:
    """Change one segment, as it stands at this moment. Raises TargetingError for what cannot be kept."""
    with on_segments(actor, place) as (connection, sitting, now):
        standing = segmentation_in(connection, sitting.stored)
        _check_there(standing, id)
        wanted = [replace(changed(each), id=id) if each.id == id else each for each in standing.segments]
        _put(connection, actor, sitting, wanted, standing.not_attributable, now)


def remove(actor: Actor, place: Place, id: str) -> None:
    """Take one segment away, with its ratings; one that is gone already stays gone."""
    with on_segments(actor, place) as (connection, sitting, now):
        standing = segmentation_in(connection, sitting.stored)
        wanted = [each for each in standing.segments if each.id != id]
        if len(wanted) < len(standing.segments):
            _put(connection, actor, sitting, wanted, standing.not_attributable, now)


def put_not_attributable(actor: Actor, place: Place, share: Fraction) -> None:
    """Say how much of the spend belongs to no segment, 0 to 1."""
    with on_segments(actor, place) as (connection, sitting, now):
        _put(connection, actor, sitting, segmentation_in(connection, sitting.stored).segments, share, now)


def bring_to_whole(actor: Actor, place: Place) -> None:
    """Bring the shares to 100 % in the same proportions."""
    with on_segments(actor, place) as (connection, sitting, now):
        standing = segmentation_in(connection, sitting.stored)
        wanted, rest = targeting.normalised(standing.segments, standing.not_attributable)
        _put(connection, actor, sitting, wanted, rest, now)


def _check_there(standing: Segmentation, id: str) -> Segment:
    found = next((each for each in standing.segments if each.id == id), None)
    if found is None:
        raise TargetingError(NOT_KNOWN)
    return found


def keep_rules(connection: Connection, now: datetime) -> str:
    """Keep the document of the newest rules; answers with the hash that it is kept under."""
    text = read_text(RULES)
    hash = rules_in(text).content_hash
    documents.keep(connection, hash, DocumentKind.TARGETING, text, now)
    return hash


def rate(
    actor: Actor, place: Place, segment: str, criterion: str, rating: int | None, evidence: Evidence | None = None
) -> None:
    """Store one rating, 1 to 5, and what it rests on; none takes it back. Evidence not said stays as it was."""
    with on_segments(actor, place) as (connection, sitting, now):
        standing = segmentation_in(connection, sitting.stored)
        _rate(connection, sitting, standing, _check_there(standing, segment), criterion, rating, evidence, now)


def rest_on(actor: Actor, place: Place, segment: str, criterion: str, evidence: Evidence) -> None:
    """Say what a rating rests on; the rating stays as it is. Raises TargetingError where there is none yet."""
    with on_segments(actor, place) as (connection, sitting, now):
        standing = segmentation_in(connection, sitting.stored)
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
    if rated is not None:
        stored = sitting.stored
        weights.lock(connection, stored.organisation.id, stored.campaign.wave, stored.id, now)
    answers.record(connection, sitting.stored.id, TARGETED, f"{found.id}/{criterion}", _word(rated), now)


def _word(rated: tuple[int, Evidence] | None) -> str | None:
    return None if rated is None else f"{rated[0]}, {rated[1]}"


def take_over(actor: Actor, place: Place, handed_in: Segments) -> None:
    """Make the segments of a file the actor's, ratings and all; what was there before goes.

    Raises TargetingError, and stores nothing, for what cannot be kept.
    """
    with on_segments(actor, place) as (connection, sitting, now):
        wanted = [replace(each, id="") for each in handed_in.segments]
        put_rated(connection, actor, sitting, wanted, handed_in.not_attributable, now)


def put_rated(
    connection: Connection,
    actor: Actor,
    sitting: Sitting,
    wanted: Sequence[Segment],
    not_attributable: Fraction,
    now: datetime,
) -> None:
    """Make these the segments, within a transaction, and store each rating of theirs that is not stored like that.

    Raises TargetingError for what cannot be kept.
    """
    organisations.hold(connection, sitting.stored.organisation.id)
    before = {each.id: each for each in segmentation_in(connection, sitting.stored).segments}
    kept = _put(connection, actor, sitting, wanted, not_attributable, now)
    standing = segmentation_in(connection, sitting.stored)
    for each in kept:
        known = before.get(each.id)
        for criterion, rating in each.ratings.items():
            evidence = each.evidence.get(criterion, Evidence.OPINION)
            if known is None or _rated_as(known, criterion) != (rating, evidence):
                _rate(connection, sitting, standing, each, criterion, rating, evidence, now)


def _rated_as(known: Segment, criterion: str) -> tuple[int | None, Evidence]:
    return known.ratings.get(criterion), known.evidence.get(criterion, Evidence.OPINION)
