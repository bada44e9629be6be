"""Why what should be a seal is refused."""

from enum import Enum


class Refusal(Enum):
    """The reasons, each worded in French and Arabic in ``texts/check.json``."""

    NOT_A_SEAL = "not_a_seal"
    FOREIGN = "foreign_seal"
    VERSION_UNKNOWN = "version_unknown"
    ALTERED = "altered"
    FORGED = "forged"
    KEY_UNKNOWN = "key_unknown"
    KEY_EXPIRED = "key_expired"
    KEY_NOT_YET = "key_not_yet"
    KEY_REVOKED = "key_revoked"
    KEY_OF_OTHERS = "key_of_others"
    DATED_AHEAD = "dated_ahead"
    EXPIRED = "expired"


class SealRefused(Exception):
    """A seal is refused; ``refusal`` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
