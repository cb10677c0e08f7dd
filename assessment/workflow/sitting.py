"""One look at a response, the transactions that change it, and the checks of whatever is said in it.

The screen is not trusted: whoever stores something checks it here, at the write.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from assessment import access
from assessment.access import Verb
from assessment.errors import AnsweringError
from assessment.intake.answers_json import LONGEST_TEXT
from assessment.model import (
    Actor,
    Answer,
    Assessment,
    Campaign,
    Customers,
    Edition,
    ProfileField,
    Question,
    ResponseState,
    Status,
    StoredResponse,
)
from assessment.progress import Progress, progress
from assessment.storage import answers, organisations, responses
from assessment.storage.store import Connection
from assessment.wording import counted
from assessment.workflow.assessing import assess
from assessment.workflow.opening import Place, edition_of

UNIT = responses.UNIT_ASSESSED
LONGEST_UNIT = 120
LONGEST_COMMENT = LONGEST_TEXT
LAST_YEAR = 2100
# The kinds of changes that are made to a plan and to segments; the time spent on them is none spent answering.
PLANNED, TARGETED = ASIDE = ("plan", "segments")
REVOKED = "Your invitation was taken back, so you can no longer change what your organisation shares."
LATE = "A colleague has changed something here in the meantime; this page now shows what is newest."


@dataclass(frozen=True)
class Sitting:
    """One look at a response: what is kept of it, and the edition it answers."""

    stored: StoredResponse
    edition: Edition
    is_open: bool

    @property
    def unit(self) -> str:
        """Who is assessed, as the respondent named it."""
        return self.stored.organisation.name

    @property
    def is_draft(self) -> bool:
        """Whether answers can be given."""
        return self.stored.state is ResponseState.DRAFT and self.is_open

    @property
    def progress(self) -> Progress:
        """How far it is."""
        # Of an anonymous response only days are known, which say nothing about a pace.
        times = () if self.stored.campaign.is_anonymous else self.stored.answered_at.values()
        return progress(self.edition.questionnaire, self.stored.response, times)


def opened(actor: Actor, place: Place) -> Sitting:
    """The actor's own response as it stands. Raises AccessError when there is none."""
    with place.store.read() as connection:
        stored = responses.get(connection, actor.subject) if actor.subject else None
    access.allow(actor, Verb.READ, stored)
    return sitting_of(place, stored)


def sitting_of(place: Place, stored: StoredResponse | None) -> Sitting:
    """One look at a response that exists and that somebody may look at."""
    assert stored is not None, "access was allowed to what exists"
    is_open = stored.campaign.is_open(place.now()) and not stored.is_revoked
    return Sitting(stored, edition_of(place, stored.campaign.edition), is_open)


@contextmanager
def changing(actor: Actor, place: Place, verb: Verb) -> Iterator[tuple[Connection, Sitting, datetime]]:
    """A transaction on the actor's response, as it stands at this moment, with the time to keep what is said under."""
    with place.store.write() as connection:
        if actor.subject:
            responses.hold(connection, actor.subject)
        stored = responses.get(connection, actor.subject) if actor.subject else None
        access.allow(actor, verb, stored)
        assert stored is not None, "access was allowed to what exists"
        yield connection, sitting_of(place, stored), stored.campaign.kept_time(place.now())


@contextmanager
def drafting(actor: Actor, place: Place) -> Iterator[tuple[Connection, Sitting, datetime]]:
    """As `changing`, for what only a draft takes."""
    with changing(actor, place, Verb.ANSWER) as (connection, sitting, now):
        check_draft(sitting)
        check_tab(connection, actor, sitting)
        yield connection, sitting, now


@contextmanager
def sharing(actor: Actor, place: Place, verb: Verb) -> Iterator[tuple[Connection, Sitting, datetime]]:
    """As `changing`, for what all respondents of an organisation share, which nobody else changes meanwhile.

    Also once a campaign is closed: a team works on with what it found. Raises AnsweringError for somebody whose
    invitation was taken back, and for a late click after a colleague's word: nobody knows which is the newer one.
    """
    with changing(actor, place, verb) as (connection, sitting, now):
        stored = sitting.stored
        organisations.hold(connection, stored.organisation.id)
        if stored.is_revoked:
            raise AnsweringError(f"{REVOKED} Nothing was changed.")
        check_tab(connection, actor, sitting)
        others = (stored.organisation.id, stored.campaign.wave, stored.id)
        if actor.is_late and answers.others_said(connection, *others, ASIDE):
            raise AnsweringError(LATE)
        yield connection, sitting, now


def check_tab(connection: Connection, actor: Actor, sitting: Sitting) -> None:
    """See to it that no tab can later bring back what it held before this change.

    A click of a tab that is not the last writer is a new one and counts; from then on no tab is the last
    writer, until the next one claims to be. A late click counts only from the last writer.
    """
    # What follows a full stop numbers the claims of one tab; a click may still carry an earlier number.
    if actor.tab is None or actor.tab.partition(".")[0] == (sitting.stored.writer or "").partition(".")[0]:
        return
    if actor.is_late:
        raise AnsweringError("You have answered elsewhere in the meantime; this page now shows the newest answers.")
    responses.claim(connection, sitting.stored.id, None)


def check_draft(sitting: Sitting) -> None:
    """Refuse what only a draft takes: answers that are submitted, or a campaign that is closed."""
    if not sitting.is_open:
        raise AnsweringError("Answers are closed: the time for answering is over. Nothing was changed.")
    if not sitting.is_draft:
        raise AnsweringError("These answers are submitted. Reopen them on the verdict page to change them.")


def question_of(sitting: Sitting, id: str) -> Question:
    """The question with that id. Raises AnsweringError for one that the questionnaire does not have."""
    found = sitting.edition.questionnaire.question.get(id)
    if found is None:
        raise AnsweringError("This question does not belong to the questionnaire; reload the page.")
    return found


def check_answer(question: Question, given: Answer | None) -> None:
    """Refuse an answer that is none of the question's own."""
    if given is None or isinstance(given, Status):
        return
    # By type too: False equals the level 0, yet nobody chose it.
    if type(given) is not int or given not in {level.value for level in question.levels}:
        raise AnsweringError(f"“{question.name}”: this is not one of its answers; reload the page and choose again.")


def clean(text: str) -> str:
    """The text without what no database takes: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode().strip()


def checked_comment(text: str) -> str | None:
    """A comment as it is kept; none for an empty one. Raises AnsweringError for one that is too long."""
    if len(text) > LONGEST_COMMENT:
        raise AnsweringError(f"A note has at most {LONGEST_COMMENT:,} characters; shorten it. It was not saved.")
    return clean(text) or None


def check_year(year: int | None, now: datetime) -> None:
    """Refuse a year of targets that is past or too far ahead."""
    if year is not None and not now.year <= year <= LAST_YEAR:
        raise AnsweringError(f"The year must lie between {now.year} and {LAST_YEAR}.")


def check_dimension(sitting: Sitting, id: str) -> None:
    """Refuse a dimension that the questionnaire does not have."""
    if id not in sitting.edition.questionnaire.dimension:
        noun = sitting.edition.questionnaire.dimension_noun
        raise AnsweringError(f"This {noun} does not belong to the questionnaire; reload the page.")


def put_picks(
    connection: Connection, sitting: Sitting, picked: tuple[str, ...], starred: str | None, now: datetime
) -> None:
    """Store the priorities. Raises AnsweringError for more than are allowed, or a star on what is not picked."""
    questionnaire = sitting.edition.questionnaire
    for id in picked:
        check_dimension(sitting, id)
    most = questionnaire.verdict.priorities
    if len(set(picked)) > most:
        raise AnsweringError(f"At most {counted(most, 'priority', 'priorities')}; leave one out to add another.")
    if starred is not None and starred not in picked:
        raise AnsweringError(f"Only a {questionnaire.dimension_noun} you picked can matter most; pick it first.")
    answers.put_priorities(connection, sitting.stored.id, tuple(dict.fromkeys(picked)), starred, now)


def check_practice(sitting: Sitting, point: str, option: str | None) -> None:
    """Refuse a practice question, or a choice, that the reference points do not have."""
    references = sitting.edition.references
    found = next((each for each in references.points if each.id == point), None) if references else None
    if found is None or (option is not None and option not in {answer.id for answer in found.answers}):
        raise AnsweringError("This practice question does not belong to the questionnaire; reload the page.")


def unit_name(unit: str) -> str:
    """The name of a unit as it is kept. Raises AnsweringError for none, and for one that is too long."""
    name = " ".join(clean(unit).split())
    if not name:
        raise AnsweringError("The unit has no name yet: type the company, division or brand that you will assess.")
    if len(name) > LONGEST_UNIT:
        raise AnsweringError(f"The name of the unit has {len(name)} characters; at most {LONGEST_UNIT} are kept.")
    return name


def check_field(edition: Edition, id: str, value: str | None) -> ProfileField:
    """The profile field that a value is for. Raises AnsweringError for a field or value that is not offered."""
    field = edition.profile.field(id)
    if field is None or (value is not None and value not in {option.id for option in field.options}):
        raise AnsweringError("This is not one of the choices; reload the page and choose again.")
    return field


def check_offered(campaign: Campaign, field: str, value: str | None) -> None:
    """Refuse what a campaign does not offer to say of oneself; a field without offers is not restricted."""
    offered = {each.option for each in campaign.options if each.field == field}
    if offered and value is not None and value not in offered:
        raise AnsweringError("This is not one of the choices of this campaign; reload the page and choose again.")


def put_description(connection: Connection, sitting: Sitting, field: str, value: str | None, now: datetime) -> None:
    """Store a profile field. Raises AnsweringError for what is not offered, and where others share the organisation."""
    id, organisation = sitting.stored.id, sitting.stored.organisation
    # An invited respondent shares the organisation with others; who runs the campaign describes it.
    is_own = sitting.stored.campaign.implicit
    if field == UNIT and is_own:
        organisations.rename(connection, organisation.id, unit_name(value or ""))
        answers.record(connection, id, "profile", field, unit_name(value or ""), now)
    elif field == UNIT or (check_field(sitting.edition, field, value).about == "organisation" and not is_own):
        raise AnsweringError("The organisation is described by whoever invited you; ask them to change it.")
    elif check_field(sitting.edition, field, value).about == "organisation":
        organisations.describe(connection, organisation.id, field, value)
        answers.record(connection, id, "profile", field, value, now)
    else:
        if not is_own:
            # Who moves between groups that are shown already would be made out by the difference.
            check_draft(sitting)
        check_offered(sitting.stored.campaign, field, value)
        answers.put_profile(connection, id, field, value, now)


def assessed(sitting: Sitting, assessed_on: date, customers: Customers | None = None) -> Assessment:
    """Everything computed from a response as it stands, set against its customers where they are handed in."""
    return assess(sitting.edition, sitting.stored.response, assessed_on, customers)
