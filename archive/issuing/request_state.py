"""How far a request is, and what may follow. Pure."""

from collections.abc import Mapping
from enum import Enum


class RequestState(Enum):
    """How far a request is.

    ``received``: its act is not known yet; ``identified``: it is; ``prepared``: the paper can be
    made and waits for an officer; ``signed``: it is there; ``delivered``: the applicant has it.
    """

    RECEIVED = "received"
    IDENTIFIED = "identified"
    PREPARED = "prepared"
    SIGNED = "signed"
    DELIVERED = "delivered"
    REFUSED = "refused"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing follows."""
        return not STEPS[self]

    @property
    def is_open(self) -> bool:
        """Whether its paper is still to be made."""
        return self in (RequestState.RECEIVED, RequestState.IDENTIFIED, RequestState.PREPARED)


STEPS: Mapping[RequestState, frozenset[RequestState]] = {
    RequestState.RECEIVED: frozenset(
        (RequestState.IDENTIFIED, RequestState.REFUSED, RequestState.CANCELLED)
    ),
    RequestState.IDENTIFIED: frozenset(
        (
            RequestState.IDENTIFIED,
            RequestState.PREPARED,
            RequestState.REFUSED,
            RequestState.CANCELLED,
        )
    ),
    RequestState.PREPARED: frozenset(
        (
            RequestState.IDENTIFIED,
            RequestState.SIGNED,
            RequestState.REFUSED,
            RequestState.CANCELLED,
        )
    ),
    RequestState.SIGNED: frozenset(
        (RequestState.DELIVERED, RequestState.IDENTIFIED, RequestState.CANCELLED)
    ),
    RequestState.DELIVERED: frozenset(),
    RequestState.REFUSED: frozenset(),
    RequestState.CANCELLED: frozenset(),
}
"""Which state may follow which.

What was signed is a paper and is handed over. Where that no longer holds, it is revoked and made
anew, or nobody wants it any more.
"""
