"""How fast is it? Prints, for chains of 10 to 10,000 layers, the CPU time of a full analysis, one
edit in the middle, and from the edit until all panels are painted, with the peak memory; and the
time from start to the first painted window beside that of a bare QMainWindow.

    python tests/benchmarks/bench.py            all of it, each size in a process of its own
    python tests/benchmarks/bench.py --size N   one size
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from designer.core.layer import Layer

SIZES = (10, 100, 1_000, 10_000)
EDITS = 60
STARTS = 7

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1440, 900)
"""
OURS = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from designer.app import make_window
app = QApplication(sys.argv)
window = make_window(app)
"""
FIRST_PAINT = """
import os, time
window.open() if hasattr(window, "open") else window.show()
app.processEvents()
print(time.process_time(), flush=True)
os._exit(0)
"""


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int)
    size: int | None = parser.parse_args().size
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if size is not None:
        print(measure(size))
        return
    print(f"{'layers':>7} {'analysis':>10} {'edit':>18} {'edit to painted':>18} {'peak':>8}")
    print(f"{'':>7} {'ms':>10} {'median / 95 % ms':>18} {'median / 95 % ms':>18} {'MB':>8}")
    for count in SIZES:
        command = [sys.executable, __file__, "--size", str(count)]
        subprocess.run(command, check=True)
    start_up()


def measure(size: int) -> str:
    """One line of the table."""
    from PySide6.QtWidgets import QApplication

    from designer.app import make_window
    from designer.core.analyse import analyse
    from designer.core.design import new_design

    app = QApplication(sys.argv[:1])
    design = new_design(*layers(size))
    analysis = _ms(lambda: analyse(design))
    window = make_window(app)
    session = window.session
    session.document.new(new_design(*layers(size)))
    middle = size // 2 | 1  # a convolution: its count, the totals and every share change
    session.stage.select_row(middle)
    window.open()
    _settle(app)
    uid = session.store.design.chain[middle].uid
    edits: list[float] = []
    painted: list[float] = []
    for turn in range(EDITS):
        start = time.process_time()
        session.editor.set_field(uid, "filters", 17 + turn % 2)
        edits.append((time.process_time() - start) * 1000)
        app.processEvents()
        app.processEvents()
        painted.append((time.process_time() - start) * 1000)
        time.sleep(0.02)  # let timers of the last edit pass
        app.processEvents()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{size:>7,} {analysis:>10.2f} {_spread(edits):>18} {_spread(painted):>18} {memory:>8.0f}"
    )


def layers(count: int) -> Iterator[Layer]:
    """Convolutions and dropouts in turn, each a value of its own."""
    from designer.core.layers.convolution import Conv2D
    from designer.core.layers.regularization import Dropout

    for i in range(count):
        yield Dropout(rate=0.5) if i % 2 else Conv2D(filters=16, padding="same")


def start_up() -> None:
    """Start to first paint, ours and a bare window's in turn, in this one run."""
    bare, ours = [], []
    _start(OURS)  # leaves the compiled modules that every later start of a user finds
    for _ in range(STARTS):
        bare.append(_start(BARE))
        ours.append(_start(OURS))
    ratio = median(o / b for o, b in zip(ours, bare, strict=True))
    print(
        f"\nstart to first paint, CPU: bare QMainWindow {median(bare) * 1000:.0f} ms, "
        f"Layer Designer {median(ours) * 1000:.0f} ms, {ratio:.2f} times"
    )


def _start(script: str) -> float:
    command = [sys.executable, "-c", script + FIRST_PAINT]
    usual = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    ran = subprocess.run(command, check=True, capture_output=True, text=True, env=usual)
    return float(ran.stdout)


def _ms(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def _settle(app: object) -> None:
    for _ in range(30):
        app.processEvents()  # type: ignore[attr-defined]
        time.sleep(0.02)


def _spread(values: list[float]) -> str:
    return f"{median(values):.2f} / {quantiles(values, n=20)[-1]:.2f}"


if __name__ == "__main__":
    main()
