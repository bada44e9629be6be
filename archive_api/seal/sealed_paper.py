"""What the seal of one paper says: what the paper prints, and which paper it is. Pure."""

from collections.abc import Mapping

from archive.issuing.mentions_shown import shown
from archive.issuing.paper import PaperOrder
from archive.issuing.snapshot import ActSnapshot
from archive_api.seal.claims import Said, table
from archive_api.seal.key import SealKey
from archive_api.seal.sealing import seal

SNAPSHOT_BYTES = 16
"""How much of the snapshot's SHA-256 is sealed: nobody makes another snapshot that begins so."""


def make_seal(taken: ActSnapshot, order: PaperOrder, key: SealKey) -> str:
    """The text of a paper's large code.

    Raises:
        ValueError: the names of the act are more than any code holds.
    """
    return seal(said_on(taken, order), order.at, key)


def said_on(taken: ActSnapshot, order: PaperOrder) -> dict[str, Said]:
    """What the seal of a paper says, by the names of ``claims.json``."""
    # What holds today stands on every paper, on a full copy beside the act's own text.
    values = taken.current
    mentions = shown(taken.mentions, order.kind, taken.reference.register.kind)
    return {
        "kind": order.kind.value,
        "serial": order.serial,
        "code": order.code.replace("-", ""),
        "reference": str(taken.reference),
        "snapshot": bytes.fromhex(taken.sha256)[:SNAPSHOT_BYTES],
        "specimen": order.specimen,
        "office": (taken.office.name_ar, taken.office.name_fr),
        "officer": (order.officer.name_ar, order.officer.name_fr),
        **_said_of_the_act(values),
        "mentions_count": len(mentions),
        "mentions": tuple((one.type.value, one.date or "") for one in mentions),
    }


def _said_of_the_act(values: Mapping[str, str]) -> dict[str, Said]:
    said: dict[str, Said] = {}
    for entry in table()["claims"].values():
        name = entry["name"]
        pair = (values.get(f"{name}_ar", ""), values.get(f"{name}_fr", ""))
        if entry["is"] == "pair" and any(pair):
            said[name] = pair
        if entry["is"] == "date" and name in values:
            said[name] = values[name]
    if values.get("sex") in ("M", "F"):
        said["sex"] = values["sex"]
    return said
