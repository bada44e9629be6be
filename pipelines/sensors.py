"""The sensors: what lies in the inbox becomes runs, what waits in the outbox is indexed."""

import json
from pathlib import Path

import dagster as dg

from archive.catalogue import Catalogue
from archive.settings import Settings
from pipelines.following import Follower
from pipelines.inbox import Arrival, arrivals, left_half_way
from pipelines.jobs import intake_config, unnamed_delivery, volume_job
from pipelines.partitions import volumes
from pipelines.workshop import Workshop

_SECONDS = 15
_UNDER_WAY = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
]


@dg.sensor(
    jobs=[volume_job, unnamed_delivery],
    minimum_interval_seconds=_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def inbox(context: dg.SensorEvaluationContext) -> dg.SensorResult:
    """One run per delivery that arrived, and per volume that a stopped run left half-way."""
    settings = Settings()
    remembered: dict[str, str] = json.loads(context.cursor or "{}")
    seen = {path: state for path, state in remembered.items() if Path(path).exists()}
    arrived = list(arrivals(settings, seen))
    seen.update({str(arrival.path): arrival.state for arrival in arrived})
    requests = [_arrival_run(arrival) for arrival in arrived]
    keys = [str(arrival.volume) for arrival in arrived if arrival.volume is not None]
    if not requests and not _is_busy(context.instance):
        requests = _half_way_runs(settings)
        keys = [str(request.partition_key) for request in requests]
    return dg.SensorResult(
        run_requests=requests,
        dynamic_partitions_requests=[volumes.build_add_request(keys)] if keys else [],
        cursor=json.dumps(seen),
    )


@dg.sensor(
    minimum_interval_seconds=_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def outbox(context: dg.SensorEvaluationContext) -> dg.SkipReason:
    """Bring the index up to the record, once it answers again; that is no run of its own."""
    with Workshop(Settings()) as workshop:
        written = Follower(workshop).look_once()
    return dg.SkipReason(f"{written} changes written into the index")


def _arrival_run(arrival: Arrival) -> dg.RunRequest:
    key = f"{arrival.path.name}:{arrival.state}"
    if arrival.volume is None:
        config = intake_config(str(arrival.path), "judge_unnamed")
        return dg.RunRequest(run_key=key, run_config=config, job_name=unnamed_delivery.name)
    return dg.RunRequest(
        run_key=key,
        partition_key=str(arrival.volume),
        run_config=intake_config(str(arrival.path)),
        job_name=volume_job.name,
    )


def _is_busy(instance: dg.DagsterInstance) -> bool:
    return instance.get_runs_count(dg.RunsFilter(statuses=_UNDER_WAY)) > 0


def _half_way_runs(settings: Settings) -> list[dg.RunRequest]:
    """One run per volume left half-way; the run key keeps a failing one from coming back."""
    catalogue = Catalogue.open(settings)
    try:
        return [
            dg.RunRequest(
                run_key=f"go-on:{left.volume}:{left.since}",
                partition_key=str(left.volume),
                run_config=intake_config(""),
                job_name=volume_job.name,
            )
            for left in left_half_way(catalogue)
        ]
    finally:
        catalogue.close()
