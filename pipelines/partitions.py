"""Volumes as Dagster partitions: one per original of a register, named by its reference."""

import dagster as dg

from archive.register import VolumeReference

volumes = dg.DynamicPartitionsDefinition(name="volumes")
"""Keys are ``str(VolumeReference)``, such as ``08.201.11.07/birth/1933/1@1``."""


def volume_of(context: dg.AssetExecutionContext) -> VolumeReference:
    """The volume that a run works on."""
    return VolumeReference.parse(context.partition_key)
