"""Jobs: a volume through all its assets, and the refusal of a delivery that names no volume."""

import dagster as dg

from pipelines.assets import VOLUME_ASSETS, IntakeConfig, take_delivery
from pipelines.failures import told_apart
from pipelines.workshop import Workshop

volume_job = dg.define_asset_job(
    "volume",
    selection=dg.AssetSelection.assets(*VOLUME_ASSETS),
    executor_def=dg.in_process_executor,
    description="Take a volume in, read it, structure it, put its acts into the index.",
)


@dg.op
def judge_unnamed(config: IntakeConfig, workshop: dg.ResourceParam[Workshop]) -> None:
    """Judge a delivery whose manifest names no volume: it is recorded as refused, with reasons."""
    with told_apart():
        take_delivery(workshop, config.delivery)


@dg.job(executor_def=dg.in_process_executor)
def unnamed_delivery() -> None:
    """Deliveries without a readable manifest belong to no volume's partition."""
    judge_unnamed()


def intake_config(delivery: str, op: str = "intake") -> dict[str, object]:
    """Run configuration for a delivery's path; an empty path goes on with a held volume."""
    return {"ops": {op: {"config": {"delivery": delivery}}}}
