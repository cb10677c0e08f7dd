"""The real app in a process of its own, for tests that need a server, with a database of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import httpx

PROJECT = Path(__file__).resolve().parents[1]
APP = PROJECT / "streamlit_app.py"
SECONDS_TO_START = 60
SECONDS_TO_STOP = 20


def by_streamlit(port: int, app: Path = APP) -> list[str]:
    """The command that README gives, on a port of one's own."""
    return [sys.executable, "-m", "streamlit", "run", str(app), f"--server.port={port}", "--server.headless=true"]


def by_uvicorn(port: int) -> list[str]:
    """Another server than Streamlit's own, as a deployment may choose."""
    return [sys.executable, "-m", "uvicorn", "streamlit_app:app", "--host=127.0.0.1", f"--port={port}"]


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment without anybody's settings, with a database in the folder."""
    ours = ("DATABASE_URL", "BASE_URL", "QUESTIONNAIRE", "LOG_LEVEL")
    kept = {name: value for name, value in os.environ.items() if name not in ours and not name.startswith("STREAMLIT_")}
    told = {"DATABASE_URL": f"sqlite:///{folder / 'answers.sqlite'}", "HOME": str(folder), "PYTHONUNBUFFERED": "1"}
    return {**kept, **told, **(extra or {})}


@dataclass
class Server:
    """The app on one port and one database; it can be stopped and started again on both."""

    command: Sequence[str]
    environment: Mapping[str, str]
    log_file: Path
    address: str
    working_folder: Path = PROJECT
    health: str = "/healthz"
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def log(self) -> str:
        """All that the process has printed since its first start, on stdout and stderr."""
        return self.log_file.read_text("utf-8", errors="replace")

    def start(self) -> None:
        """Start the process and wait until it answers. Fails with its output when it does not."""
        with self.log_file.open("ab") as output:
            self.process = _popen(self.command, self.environment, self.working_folder, output)
        by = time.monotonic() + SECONDS_TO_START
        while not self._is_well():
            is_waiting = self.process.poll() is None and time.monotonic() < by
            assert is_waiting, f"The app did not start:\n{self.log}"
            time.sleep(0.05)

    def _is_well(self) -> bool:
        try:
            return httpx.get(f"{self.address}{self.health}", timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    def stop(self, sign: signal.Signals = signal.SIGTERM) -> int:
        """Send the process a signal and wait for its end; answers its exit code, negative for a signal."""
        assert self.process is not None, "it was started"
        self.process.send_signal(sign)
        try:
            return self.process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise

    def restart(self, sign: signal.Signals = signal.SIGTERM) -> None:
        """Stop and start on the same port and database; SIGKILL stands for a crash."""
        self.stop(sign)
        self.start()


def _popen(command: Sequence[str], told: Mapping[str, str], folder: Path, output: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        list(command), env=dict(told), cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
    )


@contextmanager
def serving(
    folder: Path,
    extra: Mapping[str, str] | None = None,
    *,
    uvicorn: bool = False,
    working_folder: Path = PROJECT,
) -> Iterator[Server]:
    """The app, running, with its database `answers.sqlite` and its log in the folder."""
    port = free_port()
    server = Server(
        by_uvicorn(port) if uvicorn else by_streamlit(port),
        environment(folder, extra),
        folder / "server.log",
        f"http://127.0.0.1:{port}",
        working_folder,
    )
    try:
        server.start()
        yield server
    finally:
        if server.process is not None and server.process.poll() is None:
            server.stop()


def refused_start(
    folder: Path, extra: Mapping[str, str], *, uvicorn: bool = False, app: Path = APP
) -> subprocess.CompletedProcess[str]:
    """What a start that cannot succeed leaves behind: its exit code and what it said."""
    port = free_port()
    return subprocess.run(
        by_uvicorn(port) if uvicorn else by_streamlit(port, app),
        env=environment(folder, extra),
        cwd=app.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS_TO_START,
        check=False,
    )
