"""Lets the tests import the generator, which runs as a script beside its package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
