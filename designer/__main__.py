"""`python -m designer` and `layer-designer`: the window, or what the command line asks for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from designer import cli
from designer.core.report import Report
from designer.display_check import libraries_obstacle, obstacle


def main() -> int:
    """Do what the command line says. The exit status."""
    wish = cli.parse(sys.argv[1:])
    try:
        return _open_window(wish.file) if wish.verb is None else cli.run(wish, _paint)
    except KeyboardInterrupt:
        return 130  # 128 + SIGINT, as shells have it
    except Exception as error:  # noqa: BLE001  (only we can cause it; a user wants one line)
        print(f"layer-designer: this is a fault of ours: {error!r}", file=sys.stderr)
        return cli.FAILED


def _open_window(file: Path | None) -> int:
    reason = obstacle()
    if reason:
        print(f"layer-designer: {reason}", file=sys.stderr)
        return cli.FAILED
    from designer import app  # only now, when Qt can be loaded

    return app.main(file)


def _paint(report: Report, path: Path) -> str | None:
    reason = libraries_obstacle()
    if reason:
        return reason
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # a picture needs no display
    from PySide6.QtGui import QGuiApplication

    from designer.ui.export_picture import save_picture
    from designer.ui.theme import load

    painter = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    save_picture(report, load("light"), path)
    del painter
    return None


if __name__ == "__main__":
    sys.exit(main())
