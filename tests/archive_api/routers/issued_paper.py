"""One issued paper, and a record in which it stands."""

import re
from datetime import UTC, datetime

from archive.issuing.paper import IssuedPaper, PaperKind, PaperLanguage, PaperState, PublicStatus
from archive.register import ActReference
from archive.vault import digest_of

CODE = "7K3Q-0M2D-VX9A-41TF"
SNAPSHOT = "ab" * 32
FILE = b"%PDF-1.7 the paper"
NOW = datetime.now(UTC)
PAPER = IssuedPaper(
    serial="04.481.01.07/2026/000123",
    code=CODE,
    kind=PaperKind.EXTRACT,
    language=PaperLanguage.BOTH,
    reference=ActReference.parse("04.481.01.07/birth/1933/1/66"),
    act_id="0" * 32,
    act_version=4,
    snapshot_sha256=SNAPSHOT,
    pdf_sha256=digest_of(FILE),
    at="2026-11-21T09:30:00+00:00",
    officer="naima",
    specimen=False,
)
SAID = {
    "kind": "extract",
    "serial": PAPER.serial,
    "code": CODE.replace("-", ""),
    "reference": str(PAPER.reference),
    "snapshot": bytes.fromhex(SNAPSHOT)[:16],
    "given_name": ("خديجة", "Khadija"),
    "family_name": ("بنعبد الله", "Benabdallah"),
    "birth_date": "1933-03-12",
    "birth_date_hijri": "1351-11-15",
    "sex": "F",
    "mentions": (("marriage", "1955-02-01"),),
}
CURRENT = PublicStatus(PaperState.CURRENT)
PERSONAL = re.compile("Khadija|خديجة|Benabdallah|1933|birth|naima|000123")


class Record:
    """A record of papers, as tests fill it."""

    def __init__(self) -> None:
        self.papers: dict[str, tuple[IssuedPaper, PublicStatus]] = {CODE: (PAPER, CURRENT)}

    def paper_status(self, code: str) -> tuple[IssuedPaper, PublicStatus] | None:
        return self.papers.get(code)
