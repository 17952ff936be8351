"""Building a large case on an engine that exists already, by its URL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geodata.scale.build import BuildError
from geodata.scale.gathering import EMBEDDED

if TYPE_CHECKING:
    from geodata.scale.build import Engine

SPARK: Final = "spark"
FORMS: Final = "spark://HOST:7077, spark:local[2] or spark:local-cluster[2,1,1024]"


def engine_at(url: str) -> Engine:
    """Give the engine of a URL; it is asked nothing yet.

    Parameters
    ----------
    url
        `spark://HOST:PORT`, or `spark:` and what else Spark takes for a master; "" for this
        process.

    Raises
    ------
    BuildError
        The URL is of no engine known here.
    """
    if not url:
        return EMBEDDED
    from geodata.scale.engines.spark import SparkEngine  # noqa: PLC0415 - most builds need none

    scheme, _, rest = url.partition(":")
    if scheme != SPARK or not rest.strip("/"):
        raise BuildError(f"expected an engine such as {FORMS}; got {url}")
    return SparkEngine(url if rest.startswith("//") else rest)
