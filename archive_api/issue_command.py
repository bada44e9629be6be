"""``sijill issue``: one paper issued from the terminal."""

import json
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from archive.catalogue import Catalogue
from archive.errors import OrderTaken
from archive.issuing.errors import PaperRefused
from archive.issuing.paper import IssuedPaper
from archive.settings import Settings
from archive.vault import Vault
from archive_api.issuing import IssueOrder, issue, pdf_of
from archive_api.opened import Archive
from archive_api.paper_problems import not_made
from archive_api.papers.errors import PaperError
from archive_api.problems import Problem
from archive_api.signing.opening import Signers
from archive_api.signing.port import SigningError
from indexing.search.open import open_index

ISSUED, REFUSED, NOT_SIGNED = 0, 1, 2


def issue_one(
    settings: Settings, order: IssueOrder, out: Path | None, lang: str, as_json: bool
) -> int:
    """Issue a paper and write its file; 0 issued, 1 refused, 2 it could not be signed now.

    Args:
        order: its key may be "", for a new paper each time.
        out: the file to write, named after the paper in the working folder without one.
    """
    catalogue, signers = Catalogue.open(settings), Signers(settings)
    vault = Vault(settings.vault_url)
    archive = Archive(settings, catalogue, vault, open_index(settings), signers)
    asked = replace(order, key=order.key or f"terminal-{uuid4()}")
    try:
        paper = issue(archive, asked)
        path = out or Path(f"{paper.kind.value}-{paper.serial.replace('/', '-')}.pdf")
        _write(path, pdf_of(archive, paper.serial))
    except SigningError as error:
        return _failed(Problem(error.code), lang, NOT_SIGNED)
    except PaperError as error:
        return _failed(not_made(error), lang, REFUSED)
    except PaperRefused as error:
        return _failed(Problem(error.code, **error.params), lang, REFUSED)
    except OrderTaken:
        return _failed(Problem("order_taken"), lang, REFUSED)
    except Problem as problem:
        return _failed(problem, lang, REFUSED)
    finally:
        signers.close()
        catalogue.close()
    sys.stdout.write(_told(paper, path, settings, as_json) + "\n")
    return ISSUED


def _told(paper: IssuedPaper, path: Path, settings: Settings, as_json: bool) -> str:
    address = f"{settings.address}/check/{paper.code}"
    if not as_json:
        return f"{paper.serial}  {path}\n{address}"
    told = {
        "serial": paper.serial,
        "code": paper.code,
        "file": str(path),
        "sha256": paper.pdf_sha256,
        "check": address,
        "specimen": paper.specimen,
    }
    return json.dumps(told, ensure_ascii=False)


def _write(path: Path, data: bytes) -> None:
    """Write all of a file or nothing of it, for its owner alone."""
    handle, temporary = tempfile.mkstemp(prefix=".part-", dir=path.absolute().parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _failed(problem: Problem, lang: str, code: int) -> int:
    sys.stderr.write(f"{problem.texts[lang]}\n")
    return code
