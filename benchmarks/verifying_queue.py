"""What the next act, the counts and a person's word cost while many acts wait.

    python benchmarks/verifying_queue.py [--acts 20000] [--hurried 0] [--url postgresql://…]

Fills a catalogue of its own with invented readings, in a folder that goes with the run; the
database that ``--url`` names must be empty and stays filled. One act in fifty waits for a second
person, all of them read first by the one who asks: the worst case for their next act. So many as
``--hurried`` says somebody waits for.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sqlalchemy import text

from archive.account import Account, Role
from archive.act import ActReading, FieldReading
from archive.catalogue import Catalogue
from archive.finding import Finding
from archive.records import VolumePage
from archive.register import ActNumber, Kind, RegisterReference, VolumeReference
from archive.review import Filters, Stage

A_REGISTER = 500
FIELDS = ("given_name_fr", "given_name_ar", "family_name_fr", "family_name_ar", "birth_date", "sex")
ROUNDS = 200


def fill(catalogue: Catalogue, count: int, chance: random.Random) -> float:
    """Keep that many acts that wait, in registers of five offices; seconds a thousand acts took."""
    taken = 0.0
    for number in range(-(-count // A_REGISTER)):
        office = f"08.201.11.{number % 5 + 1:02}"
        kind = (Kind.BIRTH, Kind.DEATH)[number // 5 % 2]
        register = RegisterReference(office, kind, 1920 + number // 10 % 100, number // 1000 + 1)
        volume = VolumeReference(register)
        page = VolumePage("p1.jpg", 1, f"{number:064}", 0, 1200, 1700, 300)
        catalogue.take_in(volume, [page], source=str(number))
        some = min(A_REGISTER, count - number * A_REGISTER)
        readings = [_reading(register, place, chance) for place in range(1, some + 1)]
        start = time.perf_counter()
        catalogue.keep_acts(volume, readings, {})
        taken += time.perf_counter() - start
    return 1000 * taken / count


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def timed(what: Callable[[], object]) -> str:
    """Median and 95th percentile in milliseconds."""
    what()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        what()
        times.append(1000 * (time.perf_counter() - start))
    return f"{median(times):8.2f} {quantiles(times, n=20)[-1]:8.2f}"


def _reading(register: RegisterReference, place: int, chance: random.Random) -> ActReading:
    confidence = chance.random() * 0.85
    fields = {
        name: FieldReading("x", "x", 0.95 if name != "given_name_fr" else confidence, ("x",))
        for name in FIELDS
    }
    found = (Finding("field_unsure", {"percent": 0}, field="given_name_fr"),)
    return ActReading(
        register, 1, ActNumber(place), place, "fr_prose", fields, (("p1.jpg", None),), (), found
    )


def _read_first(catalogue: Catalogue, count: int, reader: str) -> None:
    # Each word is a transaction of its own: the rest is made by one statement.
    with catalogue._writing() as tx:
        tx.connection.execute(
            text(
                "UPDATE waiting_acts SET stage = 'second', first_reader = :reader, "
                "place = '12' || substr(place, 3) WHERE draw % 50 = 0"
            ),
            {"reader": reader},
        )
    if catalogue._engine.dialect.name == "postgresql":
        with catalogue._engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.execute(text("VACUUM ANALYZE"))
    say(f"{catalogue.queue_counts()[Stage.SECOND]} of {count} wait for a second person")


def _hurry(catalogue: Catalogue, count: int, chance: random.Random) -> None:
    """Somebody waits for so many acts, each by an hour of the next weeks."""
    drawn = chance.sample(catalogue.acts_waiting(limit=1_000_000), count)
    now = datetime.now(UTC)
    start = time.perf_counter()
    for place, waiting in enumerate(drawn):
        catalogue.hurry(waiting.act_id, now + timedelta(hours=place % 400), f"request {place}")
    taken = 1000 * (time.perf_counter() - start) / max(count, 1)
    say(f"somebody waits for {count}, each said in {taken:.2f} ms")


def measure(catalogue: Catalogue, chance: random.Random) -> None:
    """Print what each question costs."""
    amina = Account("amina", "Amina", frozenset({Role.OFFICER}))
    brahim = Account("brahim", "Brahim", frozenset({Role.OFFICER}))
    for place in range(20):
        catalogue.lock(catalogue.acts_waiting(limit=20)[place].act_id, "driss", seconds=3600)
    office, deaths = Filters(office="08.201.11.05"), Filters("08.201.11.05", Kind.DEATH)
    middle = catalogue.acts_waiting(Filters(stage=Stage.REVIEW), limit=5000)[-1]
    questions: dict[str, Callable[[], object]] = {
        "next, all": lambda: catalogue.next_to_review(brahim),
        "next, of whoever read all seconds first": lambda: catalogue.next_to_review(amina),
        "next, after the 5,000th": lambda: catalogue.next_to_review(brahim, after=middle.place),
        "next, one office": lambda: catalogue.next_to_review(brahim, office),
        "next, deaths of one office": lambda: catalogue.next_to_review(brahim, deaths),
        "next, one register": lambda: catalogue.next_to_review(
            brahim, Filters(register=middle.register)
        ),
        "next, deaths anywhere": lambda: catalogue.next_to_review(brahim, Filters(kind=Kind.DEATH)),
        "counts, all": catalogue.queue_counts,
        "counts, one office": lambda: catalogue.queue_counts(office),
        "counts, deaths anywhere": lambda: catalogue.queue_counts(Filters(kind=Kind.DEATH)),
        "when the 5,000th is expected": lambda: catalogue.expected(middle.act_id),
        "100 in order": lambda: catalogue.acts_waiting(limit=100),
        "lock, renewed": lambda: catalogue.lock(middle.act_id, "brahim"),
        "review, a name typed": lambda: _review_next(catalogue, brahim, chance),
    }
    say(f"{'':42}{'median ms':>9}{'95 %':>9}")
    for name, question in questions.items():
        say(f"{name:42}{timed(question)}")


def _review_next(catalogue: Catalogue, account: Account, chance: random.Random) -> None:
    given = catalogue.next_to_review(account, Filters(stage=Stage.REVIEW))
    assert given is not None
    name = chance.choice(("Idder", "Itto", "Hammou"))
    catalogue.review(given.act_id, {"given_name_fr": name}, account.name, 1, 6, 8.0)


def main() -> None:
    """Fill and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=20_000)
    parser.add_argument("--hurried", type=int, default=0)
    parser.add_argument("--url")
    asked = parser.parse_args()
    chance = random.Random(5)
    with tempfile.TemporaryDirectory() as folder:
        catalogue = Catalogue.open(asked.url or f"sqlite:///{folder}/catalogue.sqlite")
        say(f"kept at {fill(catalogue, asked.acts, chance):.2f} s a thousand acts")
        _read_first(catalogue, asked.acts, "amina")
        _hurry(catalogue, asked.hurried, chance)
        measure(catalogue, chance)
        catalogue.close()


if __name__ == "__main__":
    main()
