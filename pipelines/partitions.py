"""Volumes as Dagster partitions: one per original of a register, named by its reference."""

import dagster as dg

volumes = dg.DynamicPartitionsDefinition(name="volumes")
"""Keys are ``str(VolumeReference)``, such as ``08.201.11.07/birth/1933/1@1``."""
