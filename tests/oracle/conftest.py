"""The real Keras and PyTorch: these tests are collected only where both are installed."""

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

os.environ.setdefault("KERAS_BACKEND", "torch")

_ORACLES = ("keras", "torch")

collect_ignore_glob = [] if all(find_spec(name) for name in _ORACLES) else ["test_*.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the libraries warn of is theirs; elsewhere a warning is a failure."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("default"))
