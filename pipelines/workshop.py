"""What the assets work with: one installation's parts, each opened when first asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, LOCK_UN, flock
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, Self

from archive.catalogue import Catalogue
from archive.records import KeptActs
from archive.register import VolumeReference
from archive.settings import Settings
from archive.vault import Vault
from pipelines.errors import UnderWay
from pipelines.intake import IntakeOutcome
from pipelines.readers import PageReaders

if TYPE_CHECKING:
    from indexing.search.index import ActIndex


class Progress(Protocol):
    """Who is told how far the work is; called from the process that runs the assets."""

    def received(self, outcome: IntakeOutcome) -> None:
        """A delivery was judged."""

    def reading(self, volume: VolumeReference, done: int, pages: int, new: int) -> None:
        """``done`` of a volume's pages are read, ``new`` of them just now."""

    def structured(self, volume: VolumeReference, kept: KeptActs) -> None:
        """A volume's acts are in the catalogue."""


class Silent:
    """Progress that nobody watches: Dagster shows the runs itself."""

    def received(self, outcome: IntakeOutcome) -> None:
        """Say nothing."""

    def reading(self, volume: VolumeReference, done: int, pages: int, new: int) -> None:
        """Say nothing."""

    def structured(self, volume: VolumeReference, kept: KeptActs) -> None:
        """Say nothing."""


class Workshop:
    """An installation opened for work; close it, or use it in ``with``."""

    def __init__(self, settings: Settings, progress: Progress | None = None) -> None:
        self.settings = settings
        self.progress: Progress = progress or Silent()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The record."""
        return Catalogue.open(self.settings)

    @cached_property
    def vault(self) -> Vault:
        """Masters and derived files."""
        return Vault(self.settings.vault_url)

    @cached_property
    def readers(self) -> PageReaders:
        """The processes that read pages, started at the first page."""
        return PageReaders(self.settings.workers, self.settings.vault_url)

    @cached_property
    def index(self) -> "ActIndex":
        """The search index."""
        from indexing.search.open import open_index

        return open_index(self.settings)

    def close(self) -> None:
        """Close what was opened."""
        opened = vars(self)
        if "readers" in opened:
            self.readers.close()
        if "catalogue" in opened:
            self.catalogue.close()

    @contextmanager
    def alone(self, task: str, wait: bool = True) -> Iterator[None]:
        """Hold a lock of this name on this machine; a killed process lets go of it.

        Two commands on one home would otherwise read the same pages twice.

        Raises:
            UnderWay: another process holds it, and ``wait`` is False.
        """
        folder = self.settings.home / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / task.replace("/", "_")).open("w") as file:
            try:
                flock(file, LOCK_EX if wait else LOCK_EX | LOCK_NB)
            except BlockingIOError as error:
                raise UnderWay(task) from error
            try:
                yield
            finally:
                flock(file, LOCK_UN)
