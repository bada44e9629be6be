"""What ``sijill export`` writes: acts of the whole archive, of a register, or of one original."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any, TextIO

from archive.act import Act
from archive.catalogue import Catalogue
from archive.errors import VolumeUnknown
from archive.export import act_to_json
from archive.history import Read, lay_over
from archive.register import RegisterReference, VolumeReference
from archive.settings import Settings


def export(settings: Settings, wanted: str | None, output: TextIO) -> None:
    """Write acts, one JSON object a line; of a second copy it says ``second_copy_of`` which act.

    Args:
        wanted: a register's reference, followed by ``@copy`` for what one of its originals says;
            None for every act.

    Raises:
        ValueError: ``wanted`` is no reference.
        VolumeUnknown: the archive holds no such volume.
    """
    with closing(Catalogue.open(settings)) as catalogue:
        acts = catalogue.acts() if wanted is None else _wanted(catalogue, wanted)
        # Noted before the first act, lest one that is killed leave no trace; the count follows.
        catalogue.log_read(settings.actor, "export", wanted or "")
        count = 0
        try:
            for act in acts:
                output.write(json.dumps(_told(catalogue, act), ensure_ascii=False) + "\n")
                count += 1
        finally:
            catalogue.log_read(settings.actor, "export.written", wanted or "", acts=count)


def acts_of(catalogue: Catalogue, volume: VolumeReference) -> Iterator[Act]:
    """Acts that one original shows, each as that original was read, decisions laid over it."""
    for act in catalogue.acts(register=volume.register):
        if act.reading.copy == volume.copy:
            yield act
            continue
        events = (event.what for event in catalogue.history(act.act_id))
        reads = [what.reading for what in events if isinstance(what, Read)]
        of_copy = [reading for reading in reads if reading.copy == volume.copy]
        if of_copy:
            reading = of_copy[-1]
            fields = lay_over(reading, act.decided)
            mentions = act.mentions if act.decided else reading.mentions
            yield replace(act, reading=reading, fields=fields, mentions=mentions)


def _told(catalogue: Catalogue, act: Act) -> dict[str, Any]:
    """The act as JSON; a second copy says which act stands for it."""
    told = act_to_json(act)
    if act.standing_act is not None:
        standing = catalogue.act(catalogue.standing_acts([act.act_id])[act.act_id])
        if standing is not None:
            told["second_copy_of"] = str(standing.reference or standing.act_id)
    return told


def _wanted(catalogue: Catalogue, wanted: str) -> Iterator[Act]:
    """Acts of a register, or of an original, that the archive holds."""
    held = {record.volume for record in catalogue.volumes()}
    if "@" in wanted:
        volume = VolumeReference.parse(wanted)
        if volume in held:
            return acts_of(catalogue, volume)
    else:
        register = RegisterReference.parse(wanted)
        if register in {volume.register for volume in held}:
            return catalogue.acts(register=register)
    raise VolumeUnknown(f"volume {wanted} is not held: see that it was delivered and taken in")
