"""How long papers take from snapshot to unsigned PDF: median and p95 by kind, and memory.

Papers of invented acts, each of another act; full copies with a colour facsimile of a whole A4 page
at 300 dpi. ``--papers`` says how many of each kind.
"""

import argparse
import io
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType

import numpy as np
from PIL import Image

from archive.issuing.paper import PaperKind, PaperLanguage, PaperOrder, SigningOfficer
from archive.issuing.snapshot import ActSnapshot
from archive.mention import Mention, MentionType
from archive.offices import office
from archive.register import ActReference
from archive_api.papers.rendering import render

OFFICE = "04.481.01.07"
SEAL = "SJ1:" + "6BFOXN%TSMAHN-H3ZSUZK+.V0ET9%6-AH8JQ7O:8W " * 16
OFFICER = SigningOfficer("نعيمة الراضي", "Naïma Erradi", "ضابط الحالة المدنية", "Officier")
VALUES = {
    "sex": "F",
    "given_name_fr": "Khadija",
    "given_name_ar": "خديجة",
    "family_name_ar": "بنعبد الله",
    "birth_date": "1933-03-12",
    "birth_date_hijri": "1351-11-15",
    "birth_place_fr": "Mechraa Bel Ksiri",
    "birth_place_ar": "مشرع بلقصيري",
    "father_given_fr": "Youssef",
    "father_given_ar": "يوسف",
    "mother_given_fr": "Hajar",
    "mother_given_ar": "هاجر",
    "mother_family_fr": "Aknouch",
    "mother_family_ar": "أكنوش",
    "drawn_up_date": "1933-03-20",
    "drawn_up_date_hijri": "1351-11-23",
}
MENTIONS = (
    Mention(MentionType.MARRIAGE, "1955-02-01", text_fr="Mariée à Settat, acte n° 42"),
    Mention(MentionType.DEATH, "1984-12-06", text_ar="توفيت بأمغراس بتاريخ 06/12/1984 رسم رقم 43"),
)


def facsimile() -> bytes:
    """An A4 page in colour at 300 dpi: grainy paper with rows of dark signs."""
    grain = np.random.default_rng(1)
    page = np.full((3508, 2480, 3), 228, np.uint8)
    page += grain.integers(0, 8, (3508, 2480, 1), np.uint8)
    for top in range(200, 3300, 90):
        for left in range(200, 2200, 50):
            if grain.random() < 0.7:
                page[top : top + 40, left : left + 26] = (52, 46, 84)
    out = io.BytesIO()
    Image.fromarray(page).save(out, "JPEG", quality=80, dpi=(300, 300))
    return out.getvalue()


def megabytes() -> float:
    """Memory that the process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20


def papers(kind: PaperKind, number: int) -> Iterator[tuple[ActSnapshot, PaperOrder]]:
    """So many papers of a kind, each of another act."""
    holder = office(OFFICE)
    assert holder is not None
    at = datetime.now(UTC)
    for place in range(1, number + 1):
        values = MappingProxyType({**VALUES, "family_name_fr": f"Benabdallah {'IVX'[place % 3]}"})
        reference = ActReference.parse(f"{OFFICE}/birth/1933/1/{place}")
        taken = ActSnapshot(reference, holder, date.today(), 3, values, values, MENTIONS, ())
        address = f"https://etat-civil.example/v/{place:016d}"
        serial = f"{OFFICE}/2026/{place:06d}"
        code = f"{place:016d}"
        yield (
            taken,
            PaperOrder(
                kind, PaperLanguage.BOTH, serial, code, at, address, OFFICER, f"{SEAL}{place}"
            ),
        )


def main() -> None:
    """Time papers of every kind and say what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=200, help="of each kind")
    number = parser.parse_args().papers
    picture = facsimile()
    sys.stdout.write(f"facsimile: {len(picture) / 1000:.0f} kB\n")
    for kind in PaperKind:
        images = [picture] if kind is PaperKind.FULL_COPY else []
        spent: list[float] = []
        held: list[float] = []
        size, started = 0, time.process_time()
        for taken, order in papers(kind, number):
            before = time.perf_counter()
            size = len(render(taken, order, images))
            spent.append(1000 * (time.perf_counter() - before))
            held.append(megabytes())
        cpu = 1000 * (time.process_time() - started) / number
        p95 = statistics.quantiles(spent, n=20)[-1]
        sys.stdout.write(
            f"{kind.value}: median {statistics.median(spent):.0f} ms, p95 {p95:.0f} ms, "
            f"cpu {cpu:.0f} ms, first {spent[0]:.0f} ms, {size / 1000:.0f} kB, "
            f"memory {held[min(50, number - 1)]:.0f} MB after 50, {held[-1]:.0f} MB at the end\n"
        )


if __name__ == "__main__":
    main()
