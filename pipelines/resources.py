"""What Dagster hands to the assets."""

from collections.abc import Iterator

import dagster as dg

from archive.settings import Settings
from pipelines.workshop import Workshop


@dg.resource(description="The installation that SIJILL_HOME and the other settings describe.")
def workshop(_context: dg.InitResourceContext) -> Iterator[Workshop]:
    """The parts of the installation, opened for one run."""
    with Workshop(Settings()) as opened:
        yield opened
