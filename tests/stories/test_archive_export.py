"""Somebody takes a model along for Keras, as an archive."""

from pathlib import Path

from PySide6.QtCore import Qt

from designer.core.files.gate import read_design
from designer.core.layers.dense import Dense
from designer.core.layers.unknown import unknown
from designer.ui.export_dialog import ExportDialog
from designer.ui.main_window import MainWindow
from tests.stories.exporting import save
from tests.stories.person import Person

ARCHIVE = "Keras archive, untrained"


def chosen(window: MainWindow) -> ExportDialog:
    """The dialog with the archive chosen in its list."""
    dialog = ExportDialog(window.session, window.look, window)
    dialog.show()
    (item,) = dialog.formats.findItems(ARCHIVE, Qt.MatchFlag.MatchExactly)
    dialog.formats.setCurrentItem(item)
    return dialog


def test_an_archive_is_told_about_and_saved(window: MainWindow, person: Person, tmp_path: Path):
    window.session.editor.insert(1, [Dense(units=3)])
    dialog = chosen(window)
    person.settle()
    assert "It is untrained" in dialog.picture.text()
    assert not dialog.copy_button.isEnabled()
    path = tmp_path / "model.keras"
    save(dialog, path)
    assert dialog.warning.text() == "Saved model.keras"
    assert read_design(path).chain == window.session.store.design.chain
    dialog.close()


def test_why_there_is_no_archive(window: MainWindow, person: Person, tmp_path: Path):
    window.session.editor.insert(1, [unknown({"class_name": "Mine", "config": {}})])
    dialog = chosen(window)
    save(dialog, tmp_path / "model.keras")
    assert dialog.warning.text().startswith("mine cannot run, so Keras cannot build the model")
    assert list(tmp_path.glob("model*")) == []
    dialog.close()
