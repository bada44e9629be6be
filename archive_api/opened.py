"""The opened archive: what the routes work with, opened once when the service starts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Request

from archive.act import Act
from archive.box import Box
from archive.catalogue import Catalogue
from archive.errors import MasterCorrupt, MasterMissing
from archive.records import VolumePage
from archive.register import ActReference, VolumeReference
from archive.settings import Settings
from archive.vault import Vault
from archive_api import page_images
from archive_api.problems import Problem
from archive_api.signing.opening import Signers
from archive_api.visitor import Visitor, visitor_of
from indexing.search.index import ActIndex


@dataclass(frozen=True, slots=True)
class Archive:
    """The parts of one installation, as one request sees them.

    Attributes:
        visitor: who asks, None where nobody is known.
    """

    settings: Settings
    catalogue: Catalogue
    vault: Vault
    index: ActIndex
    signers: Signers
    visitor: Visitor | None = None

    @property
    def actor(self) -> str:
        """Who the record names for what is done and seen."""
        return self.settings.actor if self.visitor is None else self.visitor.name

    def actor_or(self, named: str | None) -> str:
        """Who the record names: who is known, or whom a program of this machine says it acts for.

        Problem actor_is_person where a program names the account of a person.
        """
        visitor = self.visitor
        is_known = visitor is not None and (visitor.is_service or visitor.account is not None)
        if not named or is_known:
            return self.actor
        if self.catalogue.account(named) is not None:
            raise Problem("actor_is_person", named=named)
        return named

    def act(self, reference: str) -> Act:
        """The act of a reference or an act id; Problem act_unknown when there is none."""
        act = self.catalogue.act(reference)
        if act is None:
            raise Problem("act_unknown", reference=reference)
        return act

    def page(self, volume: VolumeReference, name: str, scan: str | None) -> VolumePage:
        """The page of this name and ``scan``, the one in force without it.

        Problem volume_unknown or page_unknown when there is none. A page that was replaced keeps
        its name: what is placed on its scan must name the scan too.
        """
        if self.catalogue.volume(volume) is None:
            raise Problem("volume_unknown", volume=str(volume))
        for page in self.catalogue.pages(volume, include_replaced=True):
            meant = not page.replaced if scan is None else page.scan == scan
            if page.name == name and meant:
                return page
        raise Problem("page_unknown", page=name)

    def page_jpeg(
        self, volume: VolumeReference, name: str, width: int | None, scan: str | None = None
    ) -> bytes:
        """A whole page, scaled down to ``width`` pixels when it is wider."""
        page = self.page(volume, name, scan)
        with _readable(name):
            return page_images.page(self.vault.get(page.sha256), page.frame, width)

    def crop_jpeg(self, act: Act, name: str, box: Box | None, margin: float = 0.0) -> bytes:
        """A box of a page as the act was read from it, upright, the whole page without a box.

        ``margin`` is added on every side, as a share of the box's shorter side.
        """
        volume = volume_of(act)
        page = self.page(volume, name, act.scans.get(name))
        turns = self.turns_of(volume, page)
        with _readable(name):
            return page_images.crop(self.vault.get(page.sha256), page.frame, box, margin, turns)

    def turns_of(self, volume: VolumeReference, page: VolumePage) -> int:
        """Clockwise quarter turns that reading found to make a page upright.

        What reading found is known of the page in force only.
        """
        record = None if page.replaced else self.catalogue.volume(volume)
        for finding in () if record is None else record.findings:
            if finding.code == "page_turned" and finding.page == page.name:
                return int(finding.params.get("turns", 0))
        return 0

    def log_read(self, action: str, subject: str) -> None:
        """Write into the audit trail that personal data was shown."""
        self.catalogue.log_read(self.actor, action, subject)


def volume_of(act: Act) -> VolumeReference:
    """The original that an act's fields, boxes and pages were read from."""
    return VolumeReference(act.register, act.reading.copy)


def reference_of(act: Act) -> str:
    """What names an act in addresses: its reference, or its id while it has no number."""
    reference: ActReference | None = act.reference
    return act.act_id if reference is None else str(reference)


@contextmanager
def _readable(page: str) -> Iterator[None]:
    try:
        yield
    except (MasterMissing, MasterCorrupt, page_images.ImageUndecodable) as error:
        raise Problem("page_damaged", page=page) from error


def _opened(request: Request) -> Archive:
    archive: Archive = request.app.state.archive
    visitor = visitor_of(request, archive.catalogue, archive.settings)
    request.state.visitor = visitor
    return replace(archive, visitor=visitor)


Opened = Annotated[Archive, Depends(_opened)]
