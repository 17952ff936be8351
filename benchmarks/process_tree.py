"""How much memory a command and all that it starts take: Linux only, from `/proc`."""

import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

PROC = Path("/proc")
BETWEEN_LOOKS = 0.02  # seconds
KILOBYTE = 1000
KIBIBYTE = 1024
STOP_SECONDS = 10


@dataclass
class Memory:
    """The most that processes have held at a time, in KB: the sum of their resident sets."""

    peak: float = 0.0


@contextmanager
def watched(command: Sequence[str], cwd: Path) -> Iterator[tuple["subprocess.Popen[str]", Memory]]:
    """Run a command while the block runs, and measure its tree; it is ended with the block."""
    process = subprocess.Popen(command, cwd=cwd, stderr=subprocess.PIPE, text=True)
    memory, over = Memory(), Event()
    watcher = Thread(target=_watch, args=(process.pid, memory, over), daemon=True)
    watcher.start()
    try:
        yield process, memory
    finally:
        over.set()
        watcher.join()
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(STOP_SECONDS)
        if process.stderr:
            process.stderr.close()


def _watch(root: int, memory: Memory, over: Event) -> None:
    while not over.is_set():
        memory.peak = max(memory.peak, resident(root))
        time.sleep(BETWEEN_LOOKS)


def resident(root: int) -> float:
    """Sum the resident sets of a process and its descendants, in KB."""
    children: dict[int, list[int]] = {}
    sizes: dict[int, float] = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            status = (folder / "status").read_text(encoding="utf-8")
        except OSError:  # it has ended since
            continue
        fields = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
        pid = int(folder.name)
        children.setdefault(int(fields["PPid"]), []).append(pid)
        held = int(fields.get("VmRSS", "0 kB").split()[0])
        sizes[pid] = held * KIBIBYTE / KILOBYTE
    tree, found = [root], 0.0
    while tree:
        pid = tree.pop()
        found += sizes.get(pid, 0.0)
        tree += children.get(pid, [])
    return found
