"""Dagster: intake, reading, structuring, review gate and index over register volumes."""
