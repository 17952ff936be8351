"""A session on a Spark cluster: begun within bounded time, or one clear line."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import socket
import sys
import tempfile
import warnings
from concurrent.futures import Future
from concurrent.futures import TimeoutError as OutOfTime
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from geodata.errors import shortened
from geodata.scale.build import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession

REACHED_WITHIN: Final = 10
"""Seconds in which a master is to take a connection."""

ANSWERS_WITHIN: Final = 150
"""Seconds in which a session is to have computed something on the cluster."""

ROOT: Final = Path(__file__).parents[3]
_OF_PYTHON: Final = re.compile(r"(?!org\.|java\.|py4j\.)[A-Za-z_.]*(Error|Exception)\b: ")
_LOCAL: Final = "127.0.0.1"
_INSTALL: Final = "python -m pip install -r requirements-engines.txt"


@contextmanager
def spark_session(master: str, work: Path) -> Iterator[SparkSession]:
    """Begin a session, and end it.

    Parameters
    ----------
    master
        As Spark names it.
    work
        A folder for what a cluster on this machine lays down on the way.

    Raises
    ------
    BuildError
        Spark is not installed, or does not answer.
    """
    _look_for_spark()
    _reach(master)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
        session = _begun(master, work)
        try:
            yield session
        finally:
            session.stop()


def _look_for_spark() -> None:
    try:
        import pyspark  # noqa: F401, PLC0415 - an engine is optional
    except ModuleNotFoundError:
        raise BuildError(f"Spark needs the package pyspark: {_INSTALL}") from None
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        raise BuildError(
            "Spark needs Java 17 or newer: on Debian and Ubuntu, apt-get install "
            "default-jre-headless; elsewhere set JAVA_HOME"
        )


def _reach(master: str) -> None:
    """Take a connection to each of the masters of a `spark://` URL in turn until one answers."""
    if not master.startswith("spark://"):
        return
    hosts = [place.rpartition(":") for place in master.removeprefix("spark://").split(",")]
    reason = "expected spark://HOST:PORT"
    for host, _, port in hosts:
        if not host or not port.isdecimal():
            continue
        try:
            with socket.create_connection((host.strip("[]"), int(port)), REACHED_WITHIN):
                return
        except OSError as error:
            reason = error.strerror or str(error)
    raise BuildError(f"{master} does not answer ({reason}); is the cluster running, and there?")


def _begun(master: str, work: Path) -> SparkSession:
    """Begin a session in a thread of its own: nothing of Spark's says how long it may wait."""
    beginning: Future[SparkSession] = Future()
    # a daemon: one that waits for ever must not keep the process from ending
    Thread(target=_settle, args=(beginning, master, work), daemon=True).start()
    try:
        return beginning.result(ANSWERS_WITHIN)
    except OutOfTime:
        why = f"nothing was computed there within {ANSWERS_WITHIN} seconds"
    except Exception as error:  # noqa: BLE001 - whatever Java says is told in one line
        why = gist(error)
    raise BuildError(f"Spark at {master} does not answer ({why}); its log: {kept_log()}")


def _settle(beginning: Future[SparkSession], master: str, work: Path) -> None:
    try:
        beginning.set_result(_begin(master, work))
    except Exception as error:  # noqa: BLE001 - raised where it is waited for
        beginning.set_exception(error)


def _begin(master: str, work: Path) -> SparkSession:
    from pyspark import SparkConf, SparkContext  # noqa: PLC0415 - an engine is optional
    from pyspark.sql import SparkSession  # noqa: PLC0415 - as above

    conf = SparkConf().setMaster(master).setAppName("whenabouts build")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.warehouse.dir": str(work / "warehouse"),
        "spark.executorEnv.PYTHONPATH": os.pathsep.join([str(ROOT), *_path_of_spark()]),
    }
    if master.startswith("local"):
        settings |= {
            "spark.driver.host": _LOCAL,
            "spark.driver.bindAddress": _LOCAL,
            "spark.local.dir": str(work / "spark"),
        }
    conf.setAll(list(settings.items()))
    gateway = _java()
    session = SparkSession(SparkContext(conf=conf, gateway=gateway))
    session.sparkContext.parallelize([0], 1).count()
    return session


def _path_of_spark() -> list[str]:
    """Give where pyspark is, which a worker of the same machine needs, too."""
    import pyspark  # noqa: PLC0415 - an engine is optional

    return [str(Path(pyspark.__file__).parents[1])]


@cache
def _java() -> Any:
    """Start Java, which ends with this process; what it says goes into a file."""
    from pyspark import SparkConf  # noqa: PLC0415 - an engine is optional
    from pyspark.java_gateway import launch_gateway  # noqa: PLC0415 - as above

    start: Any = launch_gateway  # pyspark gives it no types
    _set_home()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the Python of the workers
    with _log().open("wb") as log:
        return start(SparkConf(), {"stdout": log, "stderr": log})


def _set_home() -> None:
    """Give Spark a home of links: a cluster on this machine keeps its workers' files in there."""
    if "SPARK_HOME" in os.environ:
        return
    home = _log().parent / "home"
    home.mkdir()
    with suppress(OSError):  # no links on this system
        for part in Path(_path_of_spark()[0], "pyspark").iterdir():
            (home / part.name).symlink_to(part)
        os.environ["SPARK_HOME"] = str(home)


@cache
def _log() -> Path:
    log = Path(tempfile.mkdtemp(prefix="whenabouts-spark-")) / "spark.log"
    atexit.register(_remove, log.parent)
    return log


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def kept_log() -> Path:
    """Give the file with what Java said, which then stays after this process."""
    atexit.unregister(_remove)
    return _log()


def gist(error: BaseException) -> str:
    """Give in one line what went wrong: what Python said on a worker, else what Java says."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    told = [line for line in lines if _OF_PYTHON.match(line)]
    return shortened((told or [line for line in lines if ": " in line] or lines)[0], 200)
