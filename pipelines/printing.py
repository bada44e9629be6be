"""Standard output: JSON for a program, tables for people."""

import json
import sys
from typing import Any

from rich.console import Console
from rich.table import Table

_PIPE_WIDTH = 160


def print_json(data: Any) -> None:
    """Print JSON, Arabic as Arabic."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def say(line: object) -> None:
    """Print a line for people."""
    sys.stdout.write(f"{line}\n")


def note(line: object) -> None:
    """Print a line for people where standard output may be a program's."""
    sys.stderr.write(f"{line}\n")


def print_table(table: Table) -> None:
    """Print a table; into a file or a pipe it is not cut to the width of a terminal."""
    Console(width=output_width()).print(table)


def output_width() -> int | None:
    """Columns for tables where no terminal says how many it has, None where one does."""
    return None if sys.stdout.isatty() else _PIPE_WIDTH
