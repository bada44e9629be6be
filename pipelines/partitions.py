"""Volumes as Dagster partitions: one per original of a register, named by its reference."""

import dagster as dg

VOLUMES = "volumes"
"""Under which name Dagster keeps the keys."""

volumes = dg.DynamicPartitionsDefinition(name=VOLUMES)
"""Keys are ``str(VolumeReference)``, such as ``08.201.11.07/birth/1933/1@1``."""
