"""What one click costs with many people answering at once, beside an empty page in the same run.

Run `python tests/benchmarks/sessions.py`. Real server processes and real websockets; every click on the
screen of a principle stores an answer. Ratios hold on any machine; milliseconds do not.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Radio_pb2 import Radio
from websockets.typing import Subprotocol

from assessment import access
from assessment.model import Actor, Role
from assessment.storage import organisations
from assessment.workflow import answering
from assessment.workflow.demonstration import GROUP
from assessment.workflow.opening import open_place
from tests.serving import Server, by_streamlit, environment, free_port, serving

SEED = 7
SESSIONS = (1, 50, 100)
SECONDS_BETWEEN_CLICKS = 5.0
SECONDS_MEASURED = 30.0
CLICKS_OF_ONE = 60  # one session clicks without pause, so that there is enough to measure
DIMENSION = "right-to-win"
EMPTY_PAGE = 'import streamlit as st\nst.radio("Empty", ["a", "b", "c", "d", "e"], index=None)\n'
# Beyond these something has become slower that should not have. The empty page has one element, this screen
# about forty, and nearly all of the difference is what Streamlit takes to send each.
MEDIAN_TO_EMPTY = 7.0
P95_MILLISECONDS = 100.0


class Visitor:
    """A browser tab as the server sees it: it connects, draws a page, and chooses options."""

    def __init__(self, address: str, page: str, cookies: Mapping[str, str], chance: random.Random) -> None:
        self.address, self.page, self.cookies, self.chance = address, page, cookies, chance
        self.state = ClientState(page_name=page)
        self.radio: Radio | None = None
        self.times: list[float] = []

    async def live(self, clicks: int, pause: float, begins_in: float) -> None:
        """Connect, and click so many times with a pause between two clicks."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        url = f"{self.address.replace('http', 'ws')}/_stcore/stream"
        async with websockets.connect(
            url,
            subprotocols=[Subprotocol("streamlit")],
            additional_headers=headers,
            max_size=None,
        ) as connection:
            await self._run(connection)
            await asyncio.sleep(begins_in)
            for _ in range(clicks):
                self._choose()
                began = time.perf_counter()
                await self._run(connection)
                self.times.append((time.perf_counter() - began) * 1000)
                await asyncio.sleep(pause * self.chance.uniform(0.8, 1.2))

    async def _run(self, connection: websockets.ClientConnection) -> None:
        """Ask for a run of the script, and read until it has finished."""
        await connection.send(BackMsg(rerun_script=self.state).SerializeToString())
        first: Radio | None = None
        while True:
            message = ForwardMsg.FromString(bytes(await connection.recv(decode=False)))
            match message.WhichOneof("type"):
                case "new_session":
                    self.state.page_script_hash = message.new_session.page_script_hash
                    first = None
                case "navigation":
                    self.state.page_script_hash = message.navigation.page_script_hash
                case "page_info_changed":
                    self.state.query_string = message.page_info_changed.query_string
                case "delta" if message.delta.new_element.WhichOneof("type") == "radio" and first is None:
                    first = message.delta.new_element.radio
                case "script_finished" if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    self.radio = first or self.radio
                    return

    def _choose(self) -> None:
        """Another option than before."""
        assert self.radio is not None, "the page has a radio group"
        options = list(self.radio.options)
        before = [widget.string_value for widget in self.state.widget_states.widgets]
        chosen = self.chance.choice([option for option in options if option not in before])
        del self.state.widget_states.widgets[:]
        self.state.widget_states.widgets.add(id=self.radio.id, string_value=chosen)


def begun(folder: Path, count: int) -> list[str]:
    """The tokens of so many synthetic responses that have just begun."""
    place = open_place(f"sqlite:///{folder / 'answers.sqlite'}", "customer-strategy")
    tokens = [access.new_token() for _ in range(count)]
    with place.store.write() as connection:
        organisations.add_group(connection, GROUP, "Synthetic demonstration")
    for number, token in enumerate(tokens, 1):
        answering.begin_synthetic(Actor(Role.OPERATOR), place, token, f"Synthetic unit {number}", {}, GROUP)
    place.store.close()
    return tokens


@contextmanager
def empty_app(folder: Path) -> Iterator[Server]:
    """A Streamlit page with one radio group that stores nothing, with the same settings."""
    script, port = folder / "empty.py", free_port()
    script.write_text(EMPTY_PAGE, encoding="utf-8")
    server = Server(
        by_streamlit(port, script),
        environment(folder),
        folder / "empty.log",
        f"http://127.0.0.1:{port}",
        health="/_stcore/health",
    )
    try:
        server.start()
        yield server
    finally:
        server.stop()


async def measured(address: str, page: str, tokens: list[str | None]) -> list[float]:
    """The milliseconds of all clicks of these visitors, each from the click to the end of the run."""
    chance = random.Random(SEED)
    cookies = [{access.COOKIE: token} if token else {} for token in tokens]
    visitors = [Visitor(address, page, held, random.Random(chance.random())) for held in cookies]
    alone = len(visitors) == 1
    pause = 0.0 if alone else SECONDS_BETWEEN_CLICKS
    clicks = CLICKS_OF_ONE if alone else round(SECONDS_MEASURED / SECONDS_BETWEEN_CLICKS)
    await asyncio.gather(*(visitor.live(clicks, pause, chance.uniform(0, pause)) for visitor in visitors))
    return [milliseconds for visitor in visitors for milliseconds in visitor.times[1:]]


def main() -> int:
    """Print the figures; answer with 1 when one is beyond its limit."""
    too_slow = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with serving(folder) as app, empty_app(folder) as empty:
            for count in SESSIONS:
                plain = asyncio.run(measured(empty.address, "", [None] * count))
                tokens: list[str | None] = list(begun(folder, count))
                own = asyncio.run(measured(app.address, f"on-{DIMENSION}", tokens))
                ratio, p95 = median(own) / median(plain), quantiles(own, n=20)[-1]
                print(
                    f"{count:>3} sessions: principle p50 {median(own):.1f} ms, p95 {p95:.1f} ms; "
                    f"empty page p50 {median(plain):.1f} ms, p95 {quantiles(plain, n=20)[-1]:.1f} ms; "
                    f"p50 ratio {ratio:.2f} (limit {MEDIAN_TO_EMPTY})"
                )
                too_slow |= ratio > MEDIAN_TO_EMPTY or p95 > P95_MILLISECONDS
    return int(too_slow)


if __name__ == "__main__":
    sys.exit(main())
