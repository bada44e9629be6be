"""What ``make demo`` shows: samples in, one act found in both scripts, confirmed, its papers out.

Goes through the front doors alone, the command and the HTTP interface, as its users do. Going
again takes nothing in twice: the act it confirmed before is shown again.
"""

import json
import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

ROOT = Path(__file__).parents[1]
COMMAND = [str(Path(sys.executable).with_name("sijill"))]
HOME = Path(os.environ.get("SIJILL_HOME") or "data").expanduser().absolute()
SAMPLES = Path("samples/deliveries")
STARTING_SECONDS = 60


class DemoFailed(Exception):
    """A step did not go as it should; says which and what was answered."""


def main() -> int:
    """Run the steps; 0 when all of them went well."""
    os.chdir(ROOT)
    try:
        run("ingest", str(SAMPLES))
        act = choose()
        for script in ("ar", "fr"):
            run("search", f"{name(act, 'family', script)} {name(act, 'given', script)}")
        with served() as address:
            confirm(address, act)
            for paper in ("extract", "full-copy"):
                write_paper(address, act["reference"], paper)
    except DemoFailed as error:
        say(f"The demo stopped: {error}")
        return 1
    say("\nSee it all at work: make serve")
    return 0


def say(text: str) -> None:
    """Print at once, so that lines keep their order among those of the command."""
    print(text, flush=True)


def run(*arguments: str) -> None:
    """Run the command before the reader's eyes."""
    say(f"\n$ sijill {shlex.join(arguments)}")
    if subprocess.run([*COMMAND, *arguments], check=False).returncode:
        raise DemoFailed(f"sijill {arguments[0]} told of a problem, see above")


def name(act: dict[str, Any], which: str, script: str) -> str:
    """A name of the act's person in one script, empty where the act does not write it."""
    return str(act["fields"].get(f"{which}_name_{script}", {}).get("value") or "")


def choose() -> dict[str, Any]:
    """The first act that is sure, numbered, and named in both scripts."""
    told = subprocess.run([*COMMAND, "export"], check=True, capture_output=True, text=True)
    for line in told.stdout.splitlines():
        act: dict[str, Any] = json.loads(line)
        names = (
            name(act, which, script) for which in ("given", "family") for script in ("ar", "fr")
        )
        if act["state"] in ("accepted", "verified") and act["reference"] and all(names):
            return act
    raise DemoFailed("no act of the samples was accepted with its names in both scripts")


@contextmanager
def served() -> Iterator[str]:
    """The archive served on a free port while the block runs; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    log = HOME / "demo-serve.log"
    say(f"\n$ sijill serve   (at {address} for as long as this takes)")
    environment = {**os.environ, "SIJILL_HOST": "127.0.0.1", "SIJILL_PORT": str(port)}
    with log.open("w") as output:
        server = subprocess.Popen(
            [*COMMAND, "serve"], env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            wait_for(address, server, log)
            yield address
        finally:
            server.terminate()
            server.wait(30)


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the service answers."""
    until = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            urlopen(f"{address}/health", timeout=5).close()
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
        else:
            return
    raise DemoFailed(f"the service did not start, see {log}")


def ask(url: str, body: dict[str, Any] | None = None) -> bytes:
    """The answer to a GET, or to a POST when there is a body."""
    data = None if body is None else json.dumps(body).encode()
    try:
        with urlopen(Request(url, data, {"Content-Type": "application/json"})) as answer:
            told: bytes = answer.read()
    except HTTPError as error:
        raise DemoFailed(f"{url}: {error.read().decode('utf-8', 'replace')}") from error
    return told


def confirm(address: str, act: dict[str, Any]) -> None:
    """Confirm the act as it stands, unless that was done before."""
    at = f"{address}/v1/acts/{quote(act['reference'])}"
    now = json.loads(ask(at))
    if now["state"] == "verified":
        say(f"{act['reference']} was confirmed before")
        return
    said = {"decisions": {}, "expected_version": now["version"], "actor": "demo"}
    state = json.loads(ask(f"{at}/verify", said))["state"]
    say(f"POST /v1/acts/{act['reference']}/verify   {now['state']} -> {state}")


def write_paper(address: str, reference: str, paper: str) -> None:
    """Ask for a paper of the act and keep it beside the archive."""
    pdf = ask(f"{address}/v1/acts/{quote(reference)}/{paper}")
    file = HOME / "papers" / f"{reference.replace('/', '-')}-{paper}.pdf"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(pdf)
    say(f"GET /v1/acts/{reference}/{paper}   {len(pdf) // 1024} KB -> {os.path.relpath(file)}")


if __name__ == "__main__":
    sys.exit(main())
