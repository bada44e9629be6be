"""Running the assets in this process, on the Dagster instance of the installation's home."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import dagster as dg

from archive.register import VolumeReference
from archive.settings import Settings
from pipelines.assets import VOLUME_ASSETS, take_delivery
from pipelines.intake import peek
from pipelines.jobs import intake_config
from pipelines.partitions import VOLUMES
from pipelines.workshop import Workshop

_TEMPLATE = Path(__file__).parents[1] / "dagster_home" / "dagster.yaml"
_REFUSAL = "DeliveryRefused"


@dataclass(frozen=True, slots=True)
class RunEnd:
    """How a run ended: ``problems`` are empty when all went well or the delivery was refused."""

    volume: VolumeReference | None
    problems: tuple[str, ...]


def prepare_home(settings: Settings) -> Path:
    """Make Dagster's folder in the installation's home, with its settings, and return it."""
    home = settings.dagster_home
    home.mkdir(parents=True, exist_ok=True)
    if not (home / "dagster.yaml").exists() and _TEMPLATE.exists():
        shutil.copyfile(_TEMPLATE, home / "dagster.yaml")
    return home


def open_instance(settings: Settings) -> dg.DagsterInstance:
    """The Dagster instance that keeps this installation's runs and partitions."""
    return dg.DagsterInstance.from_config(str(prepare_home(settings)))


def run_delivery(instance: dg.DagsterInstance, workshop: Workshop, path: Path) -> RunEnd:
    """Take a delivery through every asset of the volume it names."""
    volume = peek(path, workshop.settings)
    if volume is None:
        take_delivery(workshop, str(path))
        return RunEnd(None, ())
    return run_volume(instance, workshop, volume, path)


def run_volume(
    instance: dg.DagsterInstance,
    workshop: Workshop,
    volume: VolumeReference,
    delivery: Path | None = None,
) -> RunEnd:
    """Run every asset of a volume; without a delivery, go on with what the archive holds."""
    instance.add_dynamic_partitions(VOLUMES, [str(volume)])
    result = dg.materialize(
        VOLUME_ASSETS,
        instance=instance,
        resources={"workshop": workshop},
        partition_key=str(volume),
        run_config={
            **intake_config("" if delivery is None else str(delivery)),
            "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
        },
        raise_on_error=False,
    )
    failures = [event for event in result.all_events if event.is_step_failure]
    return RunEnd(volume, tuple(text for event in failures if (text := _problem(event))))


def _problem(event: dg.DagsterEvent) -> str:
    """What a failed step says, empty for a refusal, whose findings are shown by themselves."""
    data = event.step_failure_data
    failure = data.user_failure_data
    if failure is None:
        return data.error_display_string or "the step failed without an error"
    kind = failure.metadata.get("kind")
    refusal = isinstance(kind, dg.TextMetadataValue) and kind.text == _REFUSAL
    return "" if refusal else f"{event.step_key}: {failure.description}"
