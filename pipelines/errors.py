"""What can go wrong in the pipeline, and what Dagster may try again."""

from archive.finding import Finding


class PipelineError(Exception):
    """Base of everything ``pipelines`` raises on purpose."""


class DeliveryUnreadable(PipelineError):
    """A delivery cannot even be opened safely; ``findings`` hold every reason."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(finding.text("fr") for finding in findings))
        self.findings = findings


class DeliveryRefused(PipelineError):
    """A delivery was refused and recorded so: it must be corrected, trying again cannot help."""

    def __init__(self, name: str, findings: tuple[Finding, ...]) -> None:
        codes = ", ".join(sorted({finding.code for finding in findings}))
        super().__init__(f"delivery {name} is refused ({codes}): correct it and deliver it again")
        self.findings = findings


class ReadersLost(PipelineError):
    """The processes that read pages keep dying, mostly for want of memory; may pass later."""


class UnderWay(PipelineError):
    """Another process does this work already: let it end, or stop it and go again."""

    code = "under_way"

    def __init__(self, task: str) -> None:
        super().__init__(f"another process is at work on {task}: let it end, then go again")
