"""The examples that come with the program."""

from pathlib import Path
from typing import Final

EXAMPLE: Final = Path(__file__).parent.parent / "examples" / "market-hall-clock"
"""A small invented story: how claims, sources and standings hang together."""
