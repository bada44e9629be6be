"""What can be said of a paper: its seal, its signature and the record together, and the verdict.

Of the record only what a port tells is asked: whether a paper was issued under a code, and whether
it still holds.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Protocol
from urllib.parse import urlsplit

from archive.issuing.paper import IssuedPaper, PaperState, PublicStatus
from archive.issuing.paper_code import typed_code
from archive_api.seal.refusal import Refusal
from archive_api.seal.sealing import SealRead, is_seal, read_seal
from archive_api.seal.trust import TrustList
from archive_api.signing.checked import CheckedPaper, PaperRefusal

CHECK_PATH = "/check/"


class PaperStatus(Protocol):
    """The record of issued papers, as far as anyone may ask it."""

    def paper_status(self, code: str) -> tuple[IssuedPaper, PublicStatus] | None:
        """The paper issued under a code and whether it still holds, None when none was."""


class Verdict(Enum):
    """What whoever was handed a paper is told."""

    VALID = "valid"
    CHANGED = "changed"
    ANNULLED = "annulled"
    REVOKED = "revoked"
    SPECIMEN = "specimen"
    AUTHENTIC = "authentic"
    UNKNOWN = "unknown"
    NOT_VALID = "not_valid"
    NOTHING_FOUND = "nothing_found"


Signature = CheckedPaper | PaperRefusal | None
"""What a PDF's signature came to, None where nobody looked at one."""

_OF_STATE = {
    PaperState.CURRENT: Verdict.VALID,
    PaperState.CHANGED: Verdict.CHANGED,
    PaperState.ANNULLED: Verdict.ANNULLED,
    PaperState.REVOKED: Verdict.REVOKED,
}


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file that somebody was handed as a paper.

    Attributes:
        codes: the texts of the codes on it.
        sha256: of its bytes.
        signature: looks at its signature, told since when the archive has had this very file.
    """

    codes: tuple[str, ...]
    sha256: str
    signature: Callable[[datetime | None], Signature]


@dataclass(frozen=True, slots=True)
class Checked:
    """A paper that was looked at, whatever of it there was.

    Attributes:
        seal: what its large code came to, None when none was seen.
        signature: what its signature came to.
        paper, status: what the record says under its code.
        asked: whether a record was asked.
        elsewhere: the address of another archive, which its short code names.
        mixed: whether its codes are of several papers.
        other_file: whether it is signed, and not the file that was issued under its code.
    """

    seal: SealRead | None = None
    signature: Signature = None
    paper: IssuedPaper | None = None
    status: PublicStatus | None = None
    asked: bool = False
    elsewhere: str = ""
    mixed: bool = False
    other_file: bool = False

    @property
    def disagrees(self) -> bool:
        """Whether a valid seal says another thing than the record of the paper of its code."""
        if self.seal is None or self.seal.refusal is not None or self.paper is None:
            return False
        snapshot = self.seal.said.get("snapshot", b"")
        said = (self.seal.text("serial"), self.seal.text("reference"), self.seal.text("kind"))
        kept = (self.paper.serial, str(self.paper.reference), self.paper.kind.value)
        same = isinstance(snapshot, bytes) and self.paper.snapshot_sha256.startswith(snapshot.hex())
        return said != kept or not same

    @property
    def verdict(self) -> Verdict:
        """What to tell, the worst first."""
        good_seal = self.seal is not None and self.seal.refusal is None
        if self._is_refused() or self.disagrees or self.other_file:
            return Verdict.NOT_VALID
        if self.mixed:
            return Verdict.NOTHING_FOUND
        if self.asked and self.paper is None:
            return Verdict.UNKNOWN
        if self._is_specimen():
            return Verdict.SPECIMEN
        if self.status is not None:
            return _OF_STATE[self.status.state]
        # A signature alone does not make a paper: whoever has a certificate can sign a file.
        return Verdict.AUTHENTIC if good_seal else Verdict.NOTHING_FOUND

    def _is_refused(self) -> bool:
        if self.seal is not None and self.seal.refusal is not None:
            return True
        # A scan of a paper, as PDF, has no signature: its seal speaks for it.
        unsigned = self.signature is PaperRefusal.UNSIGNED
        return isinstance(self.signature, PaperRefusal) and not unsigned

    def _is_specimen(self) -> bool:
        sealed = self.seal is not None and self.seal.said.get("specimen") is True
        signed = isinstance(self.signature, CheckedPaper) and self.signature.specimen
        return sealed or signed or (self.paper is not None and self.paper.specimen)


def check_code(code: str, record: PaperStatus) -> Checked:
    """What the record says under a code; ValueError when it cannot be one."""
    known = typed_code(code)
    if known is None:
        raise ValueError("a code has sixteen letters, the last of which checks the others")
    return _asked(Checked(), known, record)


def check_seal(text: str, trusted: TrustList, at: datetime, record: PaperStatus | None) -> Checked:
    """What the text of a seal says, and the record under the code in it."""
    return _with_record(Checked(seal=read_seal(text, trusted, at)), "", record)


def check_file(
    file: ShownFile, trusted: TrustList, at: datetime, record: PaperStatus | None, address: str
) -> Checked:
    """What the codes on a paper say together with its signature.

    Args:
        address: where this archive's papers are checked; another archive's short code is no code.
    """
    texts = list(dict.fromkeys(file.codes))
    named = {found: base for base, found in map(code_in_address, texts) if found}
    here = [code for code, base in named.items() if base == address]
    seal = _seal_among(texts, trusted, at)
    elsewhere = next((base for base in named.values() if base != address), "")
    found = _with_record(Checked(seal=seal, elsewhere=elsewhere), here[-1] if here else "", record)
    paper = found.paper
    is_issued = paper is not None and paper.pdf_sha256 == file.sha256
    kept_since = datetime.fromisoformat(paper.at) if paper is not None and is_issued else None
    signature = file.signature(kept_since)
    is_signed = isinstance(signature, CheckedPaper)
    sealed = None if seal is None else typed_code(seal.text("code"))
    return replace(
        found,
        signature=signature,
        mixed=sum(map(is_seal, texts)) > 1 or len({*named, *([sealed] if sealed else [])}) > 1,
        other_file=is_signed and paper is not None and not is_issued,
    )


def code_in_address(text: str) -> tuple[str, str]:
    """The archive's address and the code that a short code's text names, twice "" for any other."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return "", ""
    before, path, last = parts.path.rpartition(CHECK_PATH)
    code = typed_code(last)
    if parts.scheme not in ("http", "https") or not path or before or code is None:
        return "", ""
    return f"{parts.scheme}://{parts.netloc}", code


def _seal_among(texts: list[str], trusted: TrustList, at: datetime) -> SealRead | None:
    """The seal among the texts of codes; a foreign one where there is none of ours."""
    reads = [read_seal(text, trusted, at) for text in sorted(texts, key=is_seal, reverse=True)]
    return next((read for read in reads if read.refusal is not Refusal.NOT_A_SEAL), None)


def _with_record(checked: Checked, code: str, record: PaperStatus | None) -> Checked:
    if record is None:
        return checked
    seal = checked.seal
    if seal is None:
        return _asked(checked, code, record) if code else checked
    if seal.refusal is not None:
        return checked
    sealed = typed_code(seal.text("code"))
    return _asked(checked, sealed, record) if sealed else checked


def _asked(checked: Checked, code: str, record: PaperStatus) -> Checked:
    paper, status = record.paper_status(code) or (None, None)
    return replace(checked, paper=paper, status=status, asked=True)
