"""Ctrl+P: the chain on paper."""

from __future__ import annotations

from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from designer.session.session import Session
from designer.ui.export_picture import paint_chain
from designer.ui.theme import load


def print_chain(session: Session, parent: QWidget) -> None:
    """Ask for a printer and print the chain, over as many pages as it takes."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if QPrintDialog(printer, parent).exec() == QDialog.DialogCode.Accepted:
        with QPainter(printer) as painter:
            paint_chain(session.controller.report, load("light"), painter, printer)
