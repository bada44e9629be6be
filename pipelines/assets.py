"""The assets of a volume, from its delivery to its acts in the index; each reads, calls, writes."""

from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg

from archive.errors import VolumeUnknown
from archive.records import DeliveryStatus
from indexing.errors import IndexUnavailable
from indexing.search.counting import Counts, counts
from pipelines.duplicates import look_for_duplicates
from pipelines.errors import DeliveryRefused
from pipelines.failures import work_on_volume
from pipelines.inbox import put_away, settled
from pipelines.intake import IntakeOutcome, receive, refused
from pipelines.partitions import VOLUMES, volumes
from pipelines.reading import mark_deliveries, read_volume
from pipelines.search_index import follow_record, is_behind
from pipelines.structuring import keep_structure
from pipelines.workshop import Workshop

if TYPE_CHECKING:
    Materialized = dg.MaterializeResult[None]
else:
    # Dagster compares the annotation with the bare class.
    Materialized = dg.MaterializeResult

_GROUP = "registers"


class IntakeConfig(dg.Config):
    """Where the delivery lies; empty to go on with a volume that is held."""

    delivery: str = ""


@dg.asset(
    partitions_def=volumes,
    group_name=_GROUP,
    check_specs=[dg.AssetCheckSpec("masters_are_held", asset="intake")],
)
def intake(
    context: dg.AssetExecutionContext, config: IntakeConfig, workshop: dg.ResourceParam[Workshop]
) -> Materialized:
    """The volume as delivered: every gate passed, its masters in the vault."""
    with work_on_volume(context, workshop) as volume:
        outcome = take_delivery(workshop, config.delivery) if config.delivery else None
        held = workshop.catalogue.volume(volume) is not None
        if not held:
            # The run needed a partition before anybody could know that it stands for nothing.
            context.instance.delete_dynamic_partition(VOLUMES, str(volume))
        if outcome is not None and outcome.status is DeliveryStatus.REFUSED:
            raise DeliveryRefused(outcome.name, refused(outcome))
        if not held:
            raise VolumeUnknown(f"volume {volume} is not held: run it with its delivery's path")
        pages = workshop.catalogue.pages(volume)
        missing = [page.name for page in pages if not workshop.vault.has(page.sha256)]
        if config.delivery and not missing:
            put_away(Path(config.delivery), workshop.settings)
    noted = sum(len(page.findings) for page in pages)
    check = dg.AssetCheckResult(
        passed=not missing, check_name="masters_are_held", metadata={"missing": missing}
    )
    return dg.MaterializeResult(
        metadata={"pages": len(pages), "findings": noted}, check_results=[check]
    )


@dg.asset(
    partitions_def=volumes,
    group_name=_GROUP,
    deps=[intake],
    check_specs=[dg.AssetCheckSpec("every_page_is_read", asset="page_readings")],
)
def page_readings(
    context: dg.AssetExecutionContext, workshop: dg.ResourceParam[Workshop]
) -> Materialized:
    """Words of every page as ALTO files in the vault, each page read once per engine."""
    with work_on_volume(context, workshop) as volume:
        mark_deliveries(workshop, volume, DeliveryStatus.READING)
        counts = read_volume(workshop, volume)
    check = dg.AssetCheckResult(
        passed=not counts.unread,
        check_name="every_page_is_read",
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"unread": list(counts.unread)},
    )
    return dg.MaterializeResult(
        metadata={"pages": counts.pages, "newly_read": counts.new}, check_results=[check]
    )


@dg.asset(
    partitions_def=volumes,
    group_name=_GROUP,
    deps=[page_readings],
    check_specs=[dg.AssetCheckSpec("volume_is_consistent", asset="acts")],
)
def acts(context: dg.AssetExecutionContext, workshop: dg.ResourceParam[Workshop]) -> Materialized:
    """The volume's acts in the record, with what the machine is sure of and what it is not."""
    with work_on_volume(context, workshop) as volume:
        structured = keep_structure(workshop, volume)
    check = dg.AssetCheckResult(
        passed=not structured.doubts,
        check_name="volume_is_consistent",
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"findings": [finding.code for finding in structured.doubts]},
    )
    kept = structured.kept
    counts = {
        "new": kept.new,
        "changed": kept.changed,
        "unchanged": kept.unchanged,
        "not_found_again": kept.missed,
    }
    return dg.MaterializeResult(metadata=counts, check_results=[check])


@dg.asset(
    partitions_def=volumes,
    group_name=_GROUP,
    deps=[acts],
    check_specs=[dg.AssetCheckSpec("every_act_has_a_state", asset="review_gate")],
)
def review_gate(
    context: dg.AssetExecutionContext, workshop: dg.ResourceParam[Workshop]
) -> Materialized:
    """How many acts went through, how many wait for people, which may be there twice."""
    with work_on_volume(context, workshop) as volume:
        suspected = look_for_duplicates(workshop)
        progress = workshop.catalogue.progress(volume)
    stated = progress.accepted + progress.to_review + progress.verified
    check = dg.AssetCheckResult(passed=stated == progress.acts, check_name="every_act_has_a_state")
    counts = {
        "acts": progress.acts,
        "accepted": progress.accepted,
        "to_review": progress.to_review,
        "verified": progress.verified,
        "suspected_duplicates": suspected.news,
    }
    return dg.MaterializeResult(metadata=counts, check_results=[check])


@dg.asset(
    partitions_def=volumes,
    group_name=_GROUP,
    deps=[review_gate],
    check_specs=[dg.AssetCheckSpec("index_follows_record", asset="search_index")],
)
def search_index(
    context: dg.AssetExecutionContext, workshop: dg.ResourceParam[Workshop]
) -> Materialized:
    """The acts in the search index; one that does not answer catches up by itself later."""
    with work_on_volume(context, workshop) as volume:
        try:
            written = follow_record(workshop)
            behind = is_behind(workshop)
            count = counts(workshop.index)
        except IndexUnavailable as error:
            written, behind, count = 0, True, Counts(0, 0)
            context.log.warning("%s: the acts wait in the record (%s)", error.code, error)
        mark_deliveries(workshop, volume, DeliveryStatus.DONE)
    # Another run may have added acts meanwhile; it will index them itself.
    check = dg.AssetCheckResult(
        passed=not behind,
        check_name="index_follows_record",
        severity=dg.AssetCheckSeverity.WARN,
    )
    return dg.MaterializeResult(
        metadata={"written": written, "acts_in_index": count.acts, "pages_in_index": count.pages},
        check_results=[check],
    )


def take_delivery(workshop: Workshop, path: str) -> IntakeOutcome:
    """Judge the delivery at a path, take it in or record its refusal, and tell who watches."""
    settings, catalogue = workshop.settings, workshop.catalogue
    outcome = settled(Path(path), settings, catalogue) or receive(
        Path(path), settings, catalogue, workshop.vault
    )
    workshop.progress.received(outcome)
    return outcome


VOLUME_ASSETS = [intake, page_readings, acts, review_gate, search_index]
