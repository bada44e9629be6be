"""The process of ``checking_apart``: papers come in on standard input, what they say goes out."""

import base64
import json
import resource
import sys
from datetime import datetime
from typing import Any

from archive_api.signing.checked import PaperRefusal, PaperRefused, TrustedRoots
from archive_api.signing.checking import check
from archive_api.signing.checking_apart import MOST_MEMORY, answer_of


def main() -> None:
    """Check papers until there are no more."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    while asked := _part():
        said = json.dumps(_answer(json.loads(asked), _part())).encode()
        sys.stdout.buffer.write(len(said).to_bytes(8, "big") + said)
        sys.stdout.buffer.flush()


def _part() -> bytes:
    size = int.from_bytes(sys.stdin.buffer.read(8), "big")
    return sys.stdin.buffer.read(size)


def _answer(asked: dict[str, Any], pdf: bytes) -> dict[str, Any]:
    trusted = TrustedRoots(tuple(base64.b64decode(root) for root in asked["roots"]))
    kept = asked["kept_since"]
    try:
        paper = check(
            pdf,
            trusted,
            datetime.fromisoformat(asked["at"]),
            datetime.fromisoformat(kept) if kept else None,
        )
    except PaperRefused as error:
        return {"refusal": error.refusal.value, "said": str(error)}
    except MemoryError:
        return {"refusal": PaperRefusal.NOT_A_PAPER.value, "said": "too much memory"}
    return answer_of(paper)


if __name__ == "__main__":
    main()
