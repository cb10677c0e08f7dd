"""What the verdict page costs with many people reading it at once, beside an empty page in the same run.

Run `python tests/benchmarks/readers.py`. A real server process and real websockets, as in `sessions.py`; each
reader follows the same share link and asks for the page again and again, as a board does that opens one mail.
Milliseconds hold on one machine only.
"""

import asyncio
import random
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from assessment import access
from assessment.model import Actor, Role
from assessment.workflow import presenting, visiting
from assessment.workflow.demonstration import demonstrate
from assessment.workflow.opening import open_place
from tests.benchmarks.sessions import SEED, Visitor, empty_app
from tests.serving import serving

READERS = 20
LOOKS = 12
SECONDS_BETWEEN_LOOKS = 2.0
P95_MILLISECONDS = 150.0


class Reader(Visitor):
    """A browser tab that reads: it asks for the page again without changing anything."""

    def _choose(self) -> None:
        """Nothing is chosen."""


def shared(folder: Path) -> str:
    """The token of a share link to a synthetic verdict, answered in full."""
    place = open_place(f"sqlite:///{folder / 'answers.sqlite'}", "customer-strategy")
    owner = next(shown.token for shown in demonstrate(Actor(Role.OPERATOR), place) if "in full" in shown.purpose)
    actor, token = visiting.respondent(place.store, owner), access.new_token()
    presentation = presenting.present(actor, place, "Board", place.now().date())
    presenting.share(actor, place, presentation.id, token, presenting.DAYS_SHARED[0])
    place.store.close()
    return token


async def measured(address: str, page: str, token: str | None) -> list[float]:
    """The milliseconds of all looks of these readers but the first ones."""
    chance = random.Random(SEED)
    cookies = {access.COOKIE_READING: token} if token else {}
    readers = [Reader(address, page, cookies, random.Random(chance.random())) for _ in range(READERS)]
    pause = SECONDS_BETWEEN_LOOKS
    await asyncio.gather(*(reader.live(LOOKS, pause, chance.uniform(0, pause)) for reader in readers))
    return [milliseconds for reader in readers for milliseconds in reader.times[1:]]


def main() -> int:
    """Print the figures; answer with 1 when the slowest looks take too long."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with serving(folder) as app, empty_app(folder) as empty:
            token = shared(folder)
            plain = asyncio.run(measured(empty.address, "", None))
            own = asyncio.run(measured(app.address, "shared", token))
    p95 = quantiles(own, n=20)[-1]
    print(
        f"{READERS} readers: verdict p50 {median(own):.1f} ms, p95 {p95:.1f} ms (limit {P95_MILLISECONDS:.0f}); "
        f"empty page p50 {median(plain):.1f} ms, p95 {quantiles(plain, n=20)[-1]:.1f} ms"
    )
    return int(p95 > P95_MILLISECONDS)


if __name__ == "__main__":
    sys.exit(main())
