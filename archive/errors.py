"""What can go wrong with the archive: one class per reaction a caller can have."""

from collections.abc import Mapping
from dataclasses import dataclass


class ArchiveError(Exception):
    """Base of every error the archive raises on purpose."""


class MasterMissing(ArchiveError):
    """No master with this digest is in the vault: restore it from a copy."""


class MasterCorrupt(ArchiveError):
    """A master's bytes no longer match its digest: restore it from a copy."""


class CatalogueUnavailable(ArchiveError):
    """The database did not answer or stayed locked: the same call may pass later."""


class CatalogueNewer(ArchiveError):
    """A newer Sijill migrated this catalogue: run that version or a later one."""


class VolumeHeld(ArchiveError):
    """The archive already holds this original of the register; nothing was changed.

    Attributes:
        source: id of the delivery it came from, so that a repeated delivery can be told apart.
    """

    def __init__(self, volume: str, source: str) -> None:
        super().__init__(
            f"volume {volume} is already held (delivery {source}): "
            "add pages to it, or deliver it as another copy"
        )
        self.source = source


class VolumeUnknown(ArchiveError):
    """No such volume was taken in: deliver it first."""


class ActUnknown(ArchiveError):
    """The catalogue holds no act of this id."""


class ActChanged(ArchiveError):
    """Somebody else changed the act since it was read: read it again and decide again.

    Attributes:
        version: the act's version now.
    """

    def __init__(self, act_id: str, expected: int, version: int) -> None:
        super().__init__(
            f"act {act_id} is at version {version}, not {expected}: read it again before deciding"
        )
        self.version = version


class ActLocked(ArchiveError):
    """Somebody else has the act in hand: take another, or wait until they are done.

    Attributes:
        by: name of their account.
        until: ISO instant, UTC, at which it is free again if they do nothing.
    """

    def __init__(self, act_id: str, by: str, until: str) -> None:
        super().__init__(f"act {act_id} is with {by} until {until}: take another")
        self.by = by
        self.until = until


class ActNotWaiting(ArchiveError):
    """The act does not wait for this kind of word: look at it again."""


class ReadTwice(ArchiveError):
    """This person has read the act already: another must."""


class ArbiterNeeded(ArchiveError):
    """Two persons read the act differently: somebody with the right to arbitrate decides."""


class ActSettled(ArchiveError):
    """The act is verified: somebody with the right to arbitrate mends its transcription."""


class ReopenRefused(ArchiveError):
    """The last word on the act is not this person's to take back, or a paper was made from it."""


class NumberTaken(ArchiveError):
    """Another act of the register holds this number: one of the two must be corrected.

    Attributes:
        holder: id of the act that holds it.
    """

    def __init__(self, reference: str, holder: str) -> None:
        super().__init__(f"{reference} is already act {holder}: correct the number of one of them")
        self.holder = holder


class PairUnknown(ArchiveError):
    """Nobody spoke of this pair of acts: only a suspected pair can be decided."""


class PairSettled(ArchiveError):
    """The pair is not as the decision wants it: decided already, or with nothing to take back."""


class PairChanged(ArchiveError):
    """Somebody else decided about the pair meanwhile: look again and decide again.

    Attributes:
        version: the pair's version now.
    """

    def __init__(self, pair: str, expected: int, version: int) -> None:
        super().__init__(f"pair {pair} is at version {version}, not {expected}: look at it again")
        self.version = version


class PairContradicted(ArchiveError):
    """Joining the pair would make acts one that a person told apart: take one of the two back.

    Attributes:
        pair: name of the pair that was told apart.
        one, other: references of its acts, ids of acts without a number.
    """

    def __init__(self, pair: str, one: str, other: str) -> None:
        super().__init__(f"{one} and {other} were told apart (pair {pair}): take that back first")
        self.pair = pair
        self.one = one
        self.other = other


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one decided value: a stable code to word for people, and a message."""

    code: str
    message: str


class DecisionInvalid(ArchiveError):
    """A decision names no field of an act or gives it a value of the wrong shape.

    Attributes:
        problems: what is wrong, by field name.
    """

    def __init__(self, problems: Mapping[str, Fault]) -> None:
        super().__init__("; ".join(f"{name}: {fault.message}" for name, fault in problems.items()))
        self.problems = problems


class MentionInvalid(DecisionInvalid):
    """What was filled in for a mention is missing or wrong."""


class MentionRefused(ArchiveError):
    """The mention cannot be proposed or approved as things stand.

    Attributes:
        code: why, to word for people.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class ProposalUnknown(ArchiveError):
    """No proposal has this id."""


class ProposalSettled(ArchiveError):
    """The proposal was approved, refused or taken back: make another."""


class ProposalChanged(ArchiveError):
    """Somebody else decided about the proposal meanwhile: look at it again.

    Attributes:
        version: the proposal's version now.
    """

    def __init__(self, proposal: str, expected: int, version: int) -> None:
        super().__init__(f"proposal {proposal} is at version {version}, not {expected}: look again")
        self.version = version


class AccountUnknown(ArchiveError):
    """No account has this name."""


class AccountExists(ArchiveError):
    """Another account has this name: a name once used stays its own in the record."""


class ProgramUnknown(ArchiveError):
    """No program has this name."""


class InvitationInvalid(ArchiveError):
    """The link was used, or is too old, or never was: ask the administrator for another."""


class PasswordRefused(ArchiveError):
    """The password is too short or too long."""


class LastAdministrator(ArchiveError):
    """Nobody could manage accounts any more: give another person the role first."""


class SignInRefused(ArchiveError):
    """Name and password do not belong together, or the account is disabled."""


class SignInDelayed(SignInRefused):
    """Too many wrong passwords in a row: the account takes none for a while.

    Attributes:
        seconds: how long still.
    """

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many wrong passwords: try again in {seconds} s")
        self.seconds = seconds


class PaperUnknown(ArchiveError):
    """No paper has this serial."""


class PaperOutdated(ArchiveError):
    """The act was changed while its paper was made: make the paper anew from what it says now."""


class ListRefused(ArchiveError):
    """An entry of the administrator's lists cannot be made or ended as things stand.

    Attributes:
        code: why, to word for people; params: what the words name.
    """

    def __init__(self, code: str, message: str, **params: str) -> None:
        super().__init__(message)
        self.code = code
        self.params = params


class RequestUnknown(ArchiveError):
    """No request has this number."""


class RequestChanged(ArchiveError):
    """A request went on since it was seen: look at it again.

    Attributes:
        version: the request's version now.
    """

    def __init__(self, number: str, expected: int, version: int) -> None:
        super().__init__(f"request {number} is at version {version}, not {expected}: look again")
        self.version = version


class RequestKeyTaken(ArchiveError):
    """Another request came under this key: send a new one under a key of its own.

    Attributes:
        number: of the request that has it.
    """

    def __init__(self, key: str, number: str) -> None:
        super().__init__(f"key {key!r} is that of request {number}, which asks for something else")
        self.number = number


class WebhookUnknown(ArchiveError):
    """No subscription has this id."""


class SearchOrderUnknown(ArchiveError):
    """No search order has this number."""


class SearchOrderSettled(ArchiveError):
    """The search order is not open any more."""


class OrderTaken(ArchiveError):
    """The key of an order names another paper already: of another act, kind or language."""
