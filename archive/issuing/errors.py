"""Why no paper is given, one class per reaction."""

from datetime import date


class PaperRefused(Exception):
    """Base of every reason for which an act gives no paper now.

    Attributes:
        code: of the problem that people are told (``problems.json``); params: what its texts name.
    """

    code = "paper_failed"

    def __init__(self, message: str, **params: str) -> None:
        super().__init__(message)
        self.params = params


class ActNotVerified(PaperRefused):
    """The act has not been verified by a person, so nothing may be certified from it."""

    code = "act_not_verified"

    def __init__(self, reference: str, state: str) -> None:
        super().__init__(f"act {reference} is {state}: confirm it first", reference=reference)


class ActIsSecondCopy(PaperRefused):
    """The act is a second copy of another, which alone gives papers."""

    code = "act_is_second_copy"

    def __init__(self, act_id: str, standing: str) -> None:
        said = f"act {act_id} is a second copy of act {standing}: issue that one"
        super().__init__(said, standing=standing)
        self.standing = standing


class ActAnnulled(PaperRefused):
    """A court annulled the act: it gives no paper any more."""

    code = "act_annulled"

    def __init__(self, reference: str) -> None:
        said = f"act {reference} was annulled by a judgment: it gives no paper"
        super().__init__(said, reference=reference)


class ActWithoutNumber(PaperRefused):
    """The act has no number yet: an officer must enter it before a paper can name the act."""

    code = "act_without_number"

    def __init__(self, reference: str) -> None:
        said = f"act {reference} has no number: an officer must enter it"
        super().__init__(said, reference=reference)


class OfficerNotDelegated(PaperRefused):
    """Nobody of this account may sign for the office on that day."""

    code = "officer_not_delegated"

    def __init__(self, office_code: str, day: date) -> None:
        said = f"no delegation to sign for office {office_code} holds on {day}: enter it first"
        super().__init__(said, office=office_code, day=day.isoformat())


class FeeUnset(PaperRefused):
    """No fee is set for the kind of paper on that day."""

    code = "fee_unset"

    def __init__(self, kind: str, day: date) -> None:
        super().__init__(f"no fee is set for {kind} on {day}: enter it first", day=day.isoformat())


class DeadlineUnset(PaperRefused):
    """No deadline is set for the kind of paper and its delivery on that day."""

    code = "deadline_unset"

    def __init__(self, kind: str, delivery: str, day: date) -> None:
        said = f"no deadline is set for {kind} by {delivery} on {day}: enter it first"
        super().__init__(said, day=day.isoformat())


class RequestStepRefused(Exception):
    """A request is not where the step that is asked could follow.

    Attributes:
        state: where it is.
    """

    def __init__(self, number: str, state: str, step: str) -> None:
        super().__init__(f"request {number} is {state}: {step} does not follow")
        self.number = number
        self.state = state
