"""What is answered of a paper that was checked."""

from typing import Any, Self

from pydantic import Field

from archive.issuing.paper import IssuedPaper, PublicStatus
from archive_api.check_words import told
from archive_api.checking import Checked
from archive_api.desk_pages import office_name
from archive_api.schemas.wire import Wire
from archive_api.seal.claims import Said
from archive_api.seal.sealing import LONGEST_CODE, SealRead
from archive_api.signing.checked import CheckedPaper, PaperRefusal


class SealIn(Wire):
    """The text of a paper's large code."""

    text: str = Field(max_length=LONGEST_CODE, examples=["SJ1:NCFOXN%TSMAHN-H…"])


class WordsOut(Wire):
    """The verdict in words, then why."""

    title: str
    said: str
    sentences: list[str]


class PaperOut(Wire):
    """An issued paper as anyone may know it: nothing of the person."""

    kind: str = Field(examples=["extract"])
    office_code: str
    office_fr: str
    office_ar: str
    issued_on: str = Field(description="ISO date and time, UTC")
    specimen: bool

    @classmethod
    def of(cls, paper: IssuedPaper) -> Self:
        """The wire form of a paper."""
        code = paper.reference.register.office_code
        return cls(
            kind=paper.kind.value,
            office_code=code,
            office_fr=office_name(code, "fr"),
            office_ar=office_name(code, "ar"),
            issued_on=paper.at,
            specimen=paper.specimen,
        )


class StatusOut(Wire):
    """Whether a paper still holds, and what happened since."""

    state: str = Field(examples=["current", "changed", "annulled", "revoked"])
    since: str | None
    changes: list[str]
    revoked: str | None

    @classmethod
    def of(cls, status: PublicStatus) -> Self:
        """The wire form of a status."""
        revoked = None if status.revoked is None else status.revoked.value
        changes = list(status.changes)
        return cls(state=status.state.value, since=status.since, changes=changes, revoked=revoked)


class SealOut(Wire):
    """What a seal says, or why it is refused; claims by the names of docs/checking.md."""

    refusal: str | None
    signed_at: str | None
    holder_fr: str
    holder_ar: str
    claims: dict[str, Any]
    is_list_old: bool

    @classmethod
    def of(cls, seal: SealRead) -> Self:
        """The wire form of a seal that was read."""
        return cls(
            refusal=None if seal.refusal is None else seal.refusal.value,
            signed_at=None if seal.signed is None else seal.signed.isoformat(),
            holder_fr="" if seal.key is None else seal.key.holder_fr,
            holder_ar="" if seal.key is None else seal.key.holder_ar,
            claims={name: _plain(value) for name, value in seal.said.items()},
            is_list_old=seal.is_list_old,
        )


class SignatureOut(Wire):
    """What the signature of a PDF says, or why it is refused."""

    refusal: str | None = None
    officer: str = ""
    holder: str = Field(default="", description="whom the certificate names")
    location: str = ""
    authority: str = ""
    signed_at: str | None = None
    stamped_at: str | None = None
    specimen: bool = False

    @classmethod
    def of(cls, signature: CheckedPaper | PaperRefusal) -> Self:
        """The wire form of a signature that was checked."""
        if isinstance(signature, PaperRefusal):
            return cls(refusal=signature.value)
        return cls(
            officer=signature.officer,
            holder=signature.holder,
            location=signature.location,
            authority=signature.authority,
            signed_at=signature.signed_at.isoformat(),
            stamped_at=signature.stamped_at.isoformat(),
            specimen=signature.specimen,
        )


class CheckOut(Wire):
    """A paper that was checked: the verdict, its words, and what each part came to.

    ``asked`` tells whether the record was asked; ``elsewhere`` is the address of the archive that
    can be, where it is another.
    """

    verdict: str = Field(
        description="valid, changed, annulled, revoked, specimen, authentic (the record was not "
        "asked), unknown, not_valid or nothing_found"
    )
    texts: dict[str, WordsOut]
    seal: SealOut | None
    signature: SignatureOut | None
    paper: PaperOut | None
    status: StatusOut | None
    asked: bool
    elsewhere: str
    mixed: bool = Field(description="the codes are of several papers: check them one by one")
    other_file: bool = Field(description="signed, and not the file that was issued")

    @classmethod
    def of(cls, checked: Checked) -> Self:
        """The wire form of a checked paper."""
        return cls(
            verdict=checked.verdict.value,
            texts={lang: _words(checked, lang) for lang in ("fr", "ar")},
            seal=None if checked.seal is None else SealOut.of(checked.seal),
            signature=None if checked.signature is None else SignatureOut.of(checked.signature),
            paper=None if checked.paper is None else PaperOut.of(checked.paper),
            status=None if checked.status is None else StatusOut.of(checked.status),
            asked=checked.asked,
            elsewhere=checked.elsewhere,
            mixed=checked.mixed,
            other_file=checked.other_file,
        )


def _words(checked: Checked, lang: str) -> WordsOut:
    words = told(checked, lang)
    return WordsOut(title=words.title, said=words.said, sentences=words.sentences)


def _plain(value: Said) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, tuple):
        return [list(one) if isinstance(one, tuple) else one for one in value]
    return value
