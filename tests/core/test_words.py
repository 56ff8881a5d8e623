"""Every problem that the program can find has a sentence, and the numbers that it needs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import designer
from designer.core.analyse import analyse
from designer.core.design import new_design
from designer.core.files.faults import Fault
from designer.core.layers.convolution import Conv2D
from designer.core.layers.input import Input
from designer.core.layers.pooling import MaxPooling2D
from designer.core.problems import Problem
from designer.words import fault_text, problem_short, problem_text, save_error_text, waits_text
from designer.words.files import FILES
from designer.words.sentences import SENTENCES
from designer.words.short_sentences import SHORT

_SOURCES = sorted(Path(designer.__file__).parent.rglob("*.py"))
_RAISING = ("Refused", "Problem", "unreadable", "flaw")
_GIVEN = {"this", "axes", "range"}
"""What the wording itself adds: who complains, how many axes come in, and the limits in words."""
_COMPUTED = {"window_too_large", "no_h5py", "no_model_config", "h5_too_large"}
"""Codes that are worded by a function, or come from the status of a process."""


def _raised() -> Iterator[tuple[str, str, set[str]]]:
    """Where a problem is made, its code, and the names of its values."""
    for path in _SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in _RAISING and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    yield f"{path.name}:{node.lineno}", code.value, _values(node)


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def _values(node: ast.Call) -> set[str]:
    """The keywords of `Refused(...)`, or the keys of `Problem(code, {...})` (a name: unknown)."""
    names = {keyword.arg for keyword in node.keywords if keyword.arg}
    for given in node.args[1:]:
        if isinstance(given, ast.Dict):
            names |= {str(key.value) for key in given.keys if isinstance(key, ast.Constant)}
        elif isinstance(given, ast.Name) and _called(node) == "Problem":
            names |= {"name", "layer"}
    return names


def _needed(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_problem_has_a_sentence_with_the_numbers_it_needs():
    raised = list(_raised())
    assert len(raised) > 80  # so that the search itself cannot fail unseen
    for where, code, values in raised:
        if code in _COMPUTED:
            continue
        assert code in SENTENCES or code in FILES, f"{where}: {code} has no sentence"
        for sentence in (SENTENCES.get(code), SHORT.get(code), FILES.get(code)):
            missing = _needed(sentence or "") - values - _GIVEN
            assert not missing, f"{where}: {code} lacks {missing}"


def test_no_sentence_is_left_over():
    raised = {code for _, code, _ in _raised()} | _COMPUTED
    assert set(SENTENCES) | set(SHORT) | set(FILES) <= raised


@pytest.mark.parametrize("sentence", [*SENTENCES.values(), *FILES.values()])
def test_sentences_are_sentences(sentence: str):
    assert re.match(r"[A-Z{]", sentence)
    assert sentence.endswith((".", "{problem}"))  # the problem of a layer inside is a sentence
    assert "  " not in sentence


def _problem(*layers: Conv2D | MaxPooling2D, size: int) -> Problem:
    design = new_design(*layers, input=Input(batch_shape=(None, size, size, 3)))
    row = analyse(design).problem_row
    assert row is not None
    assert row.problem is not None
    return row.problem


def test_a_window_that_does_not_fit_shows_its_arithmetic():
    problem = _problem(Conv2D(kernel_size=(91, 91)), size=84)
    text = problem_text(problem)
    # (84 - 91) / 1 + 1 = -6, by hand
    assert text.startswith(
        "valid padding: (84 - 91) / 1 + 1 = -6: a 91x91 window does not fit in 84x84"
    )
    assert 'Padding "same" always fits' in text
    assert problem_short(problem) == "kernel 91×91 > input 84×84"


def test_a_pool_is_not_called_a_kernel_and_its_steps_are_rounded_down():
    problem = _problem(MaxPooling2D(pool_size=(3, 3), strides=(2, 2)), size=2)
    # (2 - 3) / 2 is -0.5, rounded down -1, plus 1 is 0
    assert problem_text(problem).startswith("valid padding: floor((2 - 3) / 2) + 1 = 0: a 3x3")
    assert problem_short(problem) == "pool 3×3 > input 2×2"


def test_the_sentence_says_which_kind_of_layer_complains():
    report = analyse(new_design(Conv2D(), input=Input(batch_shape=(None, 10))))
    row = report.problem_row
    assert row is not None
    assert row.problem is not None
    assert problem_text(row.problem, row).startswith(
        "Conv2D takes 4 axes with the batch, and (None, 10) has 2"
    )
    assert problem_short(row.problem) == "takes 4 axes, not 2"


def test_a_fault_says_its_place():
    fault = Fault("chain[3].filters", Problem("too_small", {"value": 0, "low": 1}))
    assert fault_text(fault) == "chain[3].filters: 0 is too small: it must be at least 1."


def test_a_misspelt_layer_is_guessed():
    fault = Fault("chain[1].layer", Problem("unknown_class", {"value": "Conv2d"}))
    assert fault_text(fault) == (
        'chain[1].layer: "Conv2d" is not a layer that this program knows. Is Conv2D meant?'
    )


def test_values_from_a_file_stay_short_and_in_one_line():
    text = fault_text(Fault("", Problem("not_whole", {"value": "a\n\u202e" + "x" * 500})))
    assert text.startswith('"a\\u000a\\u202exxx')
    assert len(text) < 100
    assert len(fault_text(Fault("", Problem("not_whole", {"value": 10**5000})))) < 100


def test_sizes_of_files_are_told_in_units():
    fault = Fault("", Problem("file_too_large", {"most": 64 * 1024 * 1024}))
    assert fault_text(fault) == "The file is larger than 64.00 MB, too large for a design."


def test_what_waits_and_what_was_not_saved():
    assert waits_text("conv2d_4") == "waiting for conv2d_4"
    assert save_error_text("a.design", OSError(28, "No space left on device")) == (
        "a.design was not saved: the disk is full. Make room, or save somewhere else. "
        "What was there before is untouched."
    )
