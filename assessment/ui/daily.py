"""What the running app does by itself: at its start, and once a day, it erases what was to be kept only until then.

And it sees to it that of anonymous campaigns that are over nothing joins people and answers.
"""

import asyncio
import secrets

from assessment.logs import log_event, log_fault
from assessment.model import Actor, Role
from assessment.workflow import retaining, severing
from assessment.workflow.opening import Place

DAY = 24 * 60 * 60  # seconds
OPERATOR = Actor(Role.OPERATOR)


async def retain_daily(place: Place) -> None:
    """Go on until cancelled. Several programs on one database do no harm: each erasure is made once."""
    while True:
        await asyncio.to_thread(retain_now, place)
        await asyncio.sleep(DAY)


def retain_now(place: Place) -> None:
    """Erase what is due. What went wrong is logged, and tried again the next day."""
    number = secrets.token_hex(4).upper()
    try:
        erased = retaining.retain(OPERATOR, place, number)
    except Exception as fault:  # whatever it was, the next day must come
        log_fault("retention", fault)
        return
    try:
        severing.sever_all(OPERATOR, place)
    except Exception as fault:  # as above
        log_fault("severing", fault)
    for each in erased:
        log_event("retention executed", kind=each.kind, id=each.id, responses=each.count, receipt=number)
