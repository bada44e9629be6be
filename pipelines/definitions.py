"""Everything Dagster shows: ``dagster dev -m pipelines.definitions`` opens it."""

import dagster as dg

from pipelines.assets import VOLUME_ASSETS
from pipelines.jobs import unnamed_delivery, volume_job
from pipelines.resources import workshop
from pipelines.sensors import inbox, outbox

defs = dg.Definitions(
    assets=VOLUME_ASSETS,
    jobs=[volume_job, unnamed_delivery],
    sensors=[inbox, outbox],
    resources={"workshop": workshop},
)
