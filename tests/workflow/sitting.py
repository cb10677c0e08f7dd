"""What tests of the verbs share: a clock, somebody who begins, and everything said at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from assessment import access
from assessment.model import Actor, Assessment, Basis, Response, Role
from assessment.storage import organisations
from assessment.storage.store import open_store
from assessment.storage.tables import campaign, document
from assessment.workflow import answering, own_data, visiting
from assessment.workflow.opening import Place
from assessment.workflow.sitting import Sitting, opened
from assessment.workflow.sitting import assessed as assessed_on

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
OPERATOR = Actor(Role.OPERATOR)

Say = Callable[[Actor, Place], object]


@dataclass
class Clock:
    """Tells the same time until it is moved."""

    moment: datetime = NOW

    def __call__(self) -> datetime:
        """The time that it is."""
        return self.moment

    def forward(self, **by: float) -> None:
        """Let time pass, as `seconds=20` or `days=1`."""
        self.moment += timedelta(**by)


def moved(opened: Place, url: str, clock: Callable[[], datetime]) -> Iterator[Place]:
    """The same questionnaire in another, empty database, until the test ends; opening it anew would take longer."""
    store = open_store(url)
    with opened.store.read() as source, store.write() as target:
        target.execute(insert(document), [dict(row) for row in source.execute(select(document)).mappings()])
    yield replace(opened, store=store, now=clock)
    store.close()


def begun(place: Place, unit: str = "Nordic division", token: str | None = None) -> Actor:
    """Somebody who has just begun; with the profile fields asked first, where there are any."""
    return answering.begin(visiting.NOBODY, place, token or access.new_token(), unit, _asked_first(place))


def begun_synthetic(place: Place, unit: str = "Invented", token: str | None = None) -> Actor:
    """A response about an invented unit, which is none of the demonstration's."""
    with place.store.write() as connection:
        organisations.add_group(connection, "invented", "Invented by a test")
    return answering.begin_synthetic(
        OPERATOR, place, token or access.new_token(), unit, _asked_first(place), "invented"
    )


def _asked_first(place: Place) -> dict[str, str]:
    fields = [field for id in answering.ASKED_FIRST if (field := place.edition.profile.field(id)) is not None]
    return {field.id: field.options[0].id for field in fields}


def sitting_of(actor: Actor, place: Place) -> Sitting:
    """The response as it stands in the store."""
    return opened(actor, place)


def assessed(actor: Actor, place: Place) -> Assessment:
    """What is computed from a response, a draft too."""
    return assessed_on(sitting_of(actor, place), NOW.date())


def kept(actor: Actor, place: Place) -> dict[str, Any]:
    """All that is kept of a response, with its times and its history: whatever changes, changes here."""
    return own_data.exported(actor, place)


def record(actor: Actor, place: Place) -> list[tuple[str, str, str | None]]:
    """The history of a response, oldest first: kind, subject and value."""
    return [(entry["kind"], entry["subject"], entry["value"]) for entry in kept(actor, place)["about"]["changes"]]


def say_all(actor: Actor, place: Place, response: Response) -> None:
    """Say through the verbs what a response holds; a target becomes that of the stage it falls in."""
    for id in sorted(response.deepened):
        answering.deepen(actor, place, id)
    for question, answer in response.answers.items():
        answering.answer(actor, place, question, answer)
    for question, text in response.comments.items():
        answering.comment(actor, place, question, text)
    for dimension, basis in response.basis.items():
        answering.know(actor, place, dimension, basis)
    answering.pick(actor, place, response.priorities, response.starred)
    for dimension, target in response.targets.items():
        answering.aim(actor, place, dimension, place.edition.questionnaire.stage_of(target).id)
    answering.aim_by(actor, place, response.target_year)
    for point, option in response.practice.items():
        answering.practise(actor, place, point, option)


def answer_everything(actor: Actor, place: Place) -> None:
    """Answer whatever is asked at the response's length with the second level, and say how it is known."""
    questionnaire, response = place.edition.questionnaire, sitting_of(actor, place).stored.response
    for id in questionnaire.asking_order:
        for question in response.asked(questionnaire, id):
            answering.answer(actor, place, question.id, question.levels[1].value)
        answering.know(actor, place, id, Basis.TOLD)


def close_campaigns(place: Place, at: datetime) -> None:
    """End the time for answering; no verb does it yet."""
    with place.store.write() as connection:
        connection.execute(update(campaign).values(closes_at=at))
