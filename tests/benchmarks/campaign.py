"""A hundred invited people of one campaign at once: what a click costs, and whether anything is lost.

Run `python tests/benchmarks/campaign.py`. Real server, real websockets: everybody is invited, begins by their own
link and answers one question again and again on the screen of a principle; then all hand in at the same moment. At
the end the database must hold everybody's last click, and every response must be submitted. Ends with 1 otherwise.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from assessment import access
from assessment.intake.invitations import Invitee
from assessment.model import Actor, CampaignMode, Length, ResponseState, Role
from assessment.storage import responses
from assessment.workflow import answering, campaigns, engagements, invited, inviting
from assessment.workflow.campaigns import Terms
from assessment.workflow.opening import Place, open_place
from tests.benchmarks.sessions import DIMENSION, SEED, Visitor
from tests.serving import serving

PEOPLE, CLICKS, SECONDS_BETWEEN_CLICKS = 100, 6, 5.0
OPERATOR = Actor(Role.OPERATOR)


def begun(place: Place) -> list[tuple[Actor, str]]:
    """A confidential campaign, and everybody who has begun by their own link, with their private link's token."""
    engagement = engagements.engage(OPERATOR, place, "Synthetic load")
    organisation = engagements.add_organisation(OPERATOR, place, engagement.id, "Synthetic organisation")
    terms = Terms("Synthetic load", place.key, Length.FULL, CampaignMode.CONFIDENTIAL)
    campaign = campaigns.create(OPERATOR, place, engagement.id, terms)
    people = [Invitee(f"Person {at}", f"person{at}@example.com", organisation.id) for at in range(PEOPLE)]
    issued = inviting.invite(OPERATOR, place, campaign.id, people).issued

    def begin(token: str) -> tuple[Actor, str]:
        way, held = invited.found(place, token), access.new_token()
        assert way is not None, "the link was just made"
        return invited.begin(way.actor, place, token, held, {"lens": "sales", "level": "manager"}), held

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(begin, [each.token for each in issued]))


async def click(address: str, tokens: Sequence[str]) -> list[Visitor]:
    """Everybody clicks, a few seconds apart."""
    chance = random.Random(SEED)
    visitors = [
        Visitor(address, f"on-{DIMENSION}", {access.COOKIE: token}, random.Random(chance.random())) for token in tokens
    ]
    pause = SECONDS_BETWEEN_CLICKS
    await asyncio.gather(*(visitor.live(CLICKS, pause, chance.uniform(0, pause)) for visitor in visitors))
    return visitors


def lost(place: Place, people: Sequence[Actor], visitors: Sequence[Visitor]) -> int:
    """How many last clicks the database does not hold."""
    questionnaire = place.edition.questionnaire
    question = questionnaire.questions_of(DIMENSION)[0]
    words = {level.value: level.text for level in question.levels}
    missing = 0
    with place.store.read() as connection:
        for person, visitor in zip(people, visitors, strict=True):
            stored = responses.get(connection, person.subject or "")
            said = stored.response.answers.get(question.id) if stored else None
            clicked = visitor.state.widget_states.widgets[0].string_value
            missing += words.get(said if isinstance(said, int) else -1) not in (clicked, clicked.replace("\\", ""))
    return missing


def hand_in(place: Place, people: Sequence[Actor]) -> list[float]:
    """Everybody submits at the same moment; the milliseconds of each."""

    def submit(person: Actor) -> float:
        began = time.perf_counter()
        answering.submit(person, place)
        return (time.perf_counter() - began) * 1000

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(submit, people))


def main() -> int:
    """Print the figures; answer with 1 when anything was lost."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with serving(folder) as app:
            place = open_place(f"sqlite:///{folder / 'answers.sqlite'}", "customer-strategy")
            begun_ones = begun(place)
            people = [person for person, _ in begun_ones]
            visitors = asyncio.run(click(app.address, [token for _, token in begun_ones]))
            times = [milliseconds for visitor in visitors for milliseconds in visitor.times[1:]]
            missing = lost(place, people, visitors)
            handed = hand_in(place, people)
            with place.store.read() as connection:
                found = [responses.get(connection, person.subject or "") for person in people]
            open_ones = sum(1 for each in found if each is None or each.state is not ResponseState.SUBMITTED)
            place.store.close()
    print(
        f"{PEOPLE} invited people: click p50 {median(times):.0f} ms, p95 {quantiles(times, n=20)[-1]:.0f} ms; "
        f"handing in at once p50 {median(handed):.0f} ms, slowest {max(handed):.0f} ms; "
        f"last clicks lost {missing}, not submitted {open_ones}"
    )
    return int(bool(missing or open_ones))


if __name__ == "__main__":
    sys.exit(main())
