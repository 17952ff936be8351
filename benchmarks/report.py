"""Figures, how they are told, and the machine that they were measured on."""

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Literal

COLUMNS = ("figure", "measured", "beside", "target", "met")


@dataclass(frozen=True)
class Figure:
    """One measured number with its target.

    Parameters
    ----------
    name
        What was measured, in words.
    value, unit
        The number and its unit: `ms`, `KB` (1,000 bytes), `×` (a ratio) or none (a count).
    limit
        The target; None where a figure only explains another.
    bound
        Whether the target is the most or the least that the value may be.
    beside
        What a peer did in the same run, in words; empty without a peer.
    """

    name: str
    value: float
    unit: Literal["ms", "KB", "×", ""] = ""
    limit: float | None = None
    bound: Literal["≤", "≥"] = "≤"
    beside: str = ""

    @property
    def is_met(self) -> bool | None:
        if self.limit is None:
            return None
        return self.value <= self.limit if self.bound == "≤" else self.value >= self.limit

    def cells(self) -> tuple[str, ...]:
        target = "" if self.limit is None else f"{self.bound} {_number(self.limit, self.unit)}"
        met = {True: "yes", False: "NO", None: ""}[self.is_met]
        return (self.name, _number(self.value, self.unit), self.beside, target, met)


def _number(value: float, unit: str) -> str:
    digits = 0 if value >= 100 or value == int(value) else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}".strip()


def milliseconds(value: float) -> str:
    return _number(value, "ms")


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def table(figures: Iterable[Figure]) -> str:
    """Lay figures out as a Markdown table that also reads well in a terminal."""
    rows = [COLUMNS, *(figure.cells() for figure in figures)]
    widths = [max(len(row[index]) for row in rows) for index in range(len(COLUMNS))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(lines)


def machine(chromium: str) -> str:
    """Say what the figures were measured on, as far as they depend on it."""
    versions = ", ".join(
        f"{name} {version(name)}" for name in ("streamlit", "streamlit-folium", "folium")
    )
    return (
        f"{os.cpu_count()} cores ({_processor()}), no GPU used, {platform.system()}; "
        f"Python {platform.python_version()}, {versions}, Chromium {chromium}"
    )


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:  # noqa: PTH123 - Linux only, no path of ours
            names = [
                line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")
            ]
    except OSError:
        names = []
    return names[0] if names else platform.machine()


def noise() -> str:
    """Say how busy the machine was in the last minute; empty where the system does not tell."""
    if not hasattr(os, "getloadavg"):
        return ""
    cores = os.cpu_count() or 1
    load = os.getloadavg()[0]
    busy = " (noisy: more to do than cores)" if load > cores else ""
    return f"load {load:.1f} on {cores} cores{busy}"
