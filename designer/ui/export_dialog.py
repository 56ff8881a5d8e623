"""Ctrl+E: every form in which a design can be taken elsewhere, with a look at it beforehand."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QTextOption
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from designer.core.problems import Refused
from designer.core.report import Report
from designer.formats import ARCHIVES, TEXT_FORMATS, ArchiveFormat, TextFormat
from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.session.writer import write
from designer.ui.export_picture import PICTURE_SUFFIXES, save_picture
from designer.ui.picture_preview import PicturePreview
from designer.ui.summary_options import SummaryOptions
from designer.ui.theme import Look, load
from designer.ui.write_bar import WriteBar
from designer.words import fault_message, save_error_text

_LONGEST_PREVIEW = 200_000
_OF_SCREEN = 0.9


class ExportDialog(QDialog):
    """A list of formats, a preview of the chosen one, and what to do with it: copy or save."""

    def __init__(self, session: Session, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._look = look
        self.setWindowTitle(tr("Export"))
        wanted = QSize(look.theme.px(920), look.theme.px(600))
        self.resize(wanted.boundedTo(self.screen().availableSize() * _OF_SCREEN))
        self.formats = QListWidget()
        self.formats.setAccessibleName(tr("Format"))
        self.formats.addItems([tr(f.title) for f in (*TEXT_FORMATS, *ARCHIVES)])
        self.formats.addItems([tr("Picture ({kind})").format(kind=k) for k in PICTURE_SUFFIXES])
        self.formats.setSpacing(look.theme.px(2))
        self.formats.setFixedWidth(look.theme.px(230))
        self.preview = QPlainTextEdit()
        self.preview.setAccessibleName(tr("Preview"))
        self.preview.setReadOnly(True)
        self.preview.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.preview.setFont(look.theme.font(12, family="mono"))
        self.picture = QLabel()
        self.picture.setWordWrap(True)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.drawing = PicturePreview(look)
        self.drawing.setAccessibleName(tr("Preview"))
        self.warning = QLabel()
        self.warning.setTextFormat(Qt.TextFormat.PlainText)
        self.warning.setWordWrap(True)
        self.writing = WriteBar()
        self.writing.busy_changed.connect(self._show_busy)
        self.writing.ended.connect(self._tell)
        buttons = QDialogButtonBox()
        self.copy_button = buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        self.save_button = buttons.addButton(tr("Save…"), QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.save_button.setProperty("primary", "true")
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._save)
        buttons.rejected.connect(self.reject)
        self.options = SummaryOptions(session.store.design, look.theme)
        self.options.changed.connect(self._preview)
        right = QVBoxLayout()
        right.addWidget(self.options)
        right.addWidget(self.preview, 1)
        right.addWidget(self.drawing, 1)
        right.addWidget(self.picture, 1)
        right.addWidget(self.warning)
        right.addWidget(self.writing)
        right.addWidget(buttons)
        row = QHBoxLayout(self)
        row.addWidget(self.formats)
        row.addLayout(right, 1)
        self.formats.currentRowChanged.connect(self._show)
        self.formats.setCurrentRow(0)

    @property
    def _format(self) -> TextFormat | None:
        row = self.formats.currentRow()
        return TEXT_FORMATS[row] if 0 <= row < len(TEXT_FORMATS) else None

    @property
    def _archive(self) -> ArchiveFormat | None:
        row = self.formats.currentRow() - len(TEXT_FORMATS)
        return ARCHIVES[row] if 0 <= row < len(ARCHIVES) else None

    @property
    def _suffix(self) -> str:
        chosen = self._format or self._archive
        row = self.formats.currentRow() - len(TEXT_FORMATS) - len(ARCHIVES)
        return chosen.suffix if chosen else PICTURE_SUFFIXES[row]

    @guarded
    def _show(self, _row: object) -> None:
        chosen = self._format
        self.preview.setVisible(chosen is not None)
        self.picture.setVisible(self._archive is not None)
        self.drawing.setVisible(chosen is None and self._archive is None)
        self.copy_button.setEnabled(False)
        self.save_button.setEnabled(chosen is None)
        self.preview.setPlainText("")
        self.warning.setText("")
        self.options.offer(chosen.options if chosen else frozenset())
        if chosen is None:
            self._show_archive_or_picture()
            return
        self._preview()
        self.copy_button.setEnabled(True)
        self.save_button.setEnabled(True)

    @guarded
    def _preview(self) -> None:
        chosen = self._format
        if chosen is None:
            return
        text, notes = self._text(chosen), list[str]()
        if len(text) > _LONGEST_PREVIEW:
            notes.append(tr("The preview is cut; the file will be whole."))
        if chosen.cuts_counts(self._report, **self.options.chosen(chosen.options)):
            notes.append(tr("Counts are cut off, as that release prints them at this width."))
        self.preview.setPlainText(text[:_LONGEST_PREVIEW])
        self.warning.setText(" ".join(notes))

    @property
    def _report(self) -> Report:
        return self._session.controller.report

    def _text(self, chosen: TextFormat) -> str:
        """What the *chosen* format makes of the design, as the options have it."""
        return chosen.write(self._report, **self.options.chosen(chosen.options))

    def _show_archive_or_picture(self) -> None:
        if self._archive is not None:
            self.picture.setText(tr(self._archive.told))
        else:
            self.drawing.show_report(self._report)
            self.warning.setText(tr("The chain with its blocks and shapes, in the light theme."))

    @guarded
    def _copy(self) -> None:
        if self._format is not None:
            QGuiApplication.clipboard().setText(self._text(self._format))
            self._session.notices.tell(tr("Copied"))

    @guarded
    def _save(self) -> None:
        document = self._session.document
        stem = document.stem or tr("untitled")
        folder = self._session.settings.get("folder")
        proposed = str(Path(folder) / f"{stem}{self._suffix}")
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Save the export"), proposed, f"*{self._suffix}"
        )
        if not chosen:
            return
        path = Path(chosen)
        if not path.suffix:
            path = path.with_suffix(self._suffix)
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._write(path)
        except OSError as error:
            self._tell(path, error)
        except Refused as refused:
            self.warning.setText(fault_message(refused.problem))
        finally:
            QGuiApplication.restoreOverrideCursor()

    def _write(self, path: Path) -> None:
        if self._archive is not None:
            self.warning.setText("")
            self.writing.write(path, self._archive.write(self._report))
            return
        if self._format is None:
            save_picture(self._report, load("light"), path)
        else:
            write(path, self._text(self._format).encode())
        self._tell(path, None)

    @guarded
    def _tell(self, path: Path, error: OSError | None) -> None:
        """Say that the export is at *path*, or why it is not."""
        if error is not None:
            self.warning.setText(save_error_text(path.name, error))
            return
        self._session.notices.tell(tr("Exported {name}").format(name=path.name))
        self.warning.setText(tr("Saved {name}").format(name=path.name))

    @guarded
    def _show_busy(self, busy: bool) -> None:
        self.formats.setEnabled(not busy)
        self.save_button.setEnabled(not busy)

    @guarded
    def reject(self) -> None:
        self.writing.stop()
        super().reject()
