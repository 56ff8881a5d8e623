"""The house has three floors and one door: what may import what."""

import subprocess
import sys

import pytest
from pytest_archon import archrule

from designer.core.families import SHELVES
from designer.paths import resource

HEAVY = ("PySide6", "shiboken6", "numpy", "pyqtgraph")


def _only_core_and_stdlib(module: str, direct: set[str], every: dict[str, set[str]]) -> bool:
    known = sys.stdlib_module_names
    return all(
        name.partition(".")[0] in known or f"{name}.".startswith("designer.core.")
        for name in direct
    )


def test_core_needs_only_the_standard_library():
    (
        archrule("core is pure")
        .match("designer.core", "designer.core.*")
        .should(_only_core_and_stdlib)
        .check("designer")
    )


def test_session_has_no_widgets():
    (
        archrule("session shows nothing")
        .match("designer.session", "designer.session.*")
        .should_not_import("designer.ui*", "designer.app", "designer.cli")
        .should_not_import("PySide6.QtWidgets*", "PySide6.QtSvg*", "numpy*", "pyqtgraph*")
        .check("designer")
    )


def test_only_the_start_knows_the_composition_root():
    (
        archrule("nobody imports app")
        .match("designer.*")
        .exclude("designer.app", "designer.__main__")
        .should_not_import("designer.app")
        .check("designer")
    )


def test_the_command_line_is_light():
    (
        archrule("cli needs no display")
        .match("designer.cli*")
        .should_not_import("designer.ui*", "designer.session*", *(f"{name}*" for name in HEAVY))
        .check("designer")
    )


def test_what_everybody_may_use_is_pure():
    (
        archrule("shared modules are pure")
        .match("designer.words*", "designer.formats", "designer.i18n", "designer.paths")
        .should_not_import("designer.ui*", "designer.session*", *(f"{name}*" for name in HEAVY))
        .check("designer")
    )


@pytest.mark.parametrize("module", ["designer", "designer.core", "designer.cli"])
def test_importing_it_loads_nothing_heavy(module: str):
    check = f"import {module}, sys; print(*(m for m in {HEAVY} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_every_family_has_its_colour_and_icon():
    tokens = resource("themes", "light.json").read_text(encoding="utf-8")
    for family in SHELVES:
        assert f'"{family.token}": ' in tokens
        assert resource("icons", f"{family.icon}.svg").is_file()
