"""Sentences about files: why one cannot be read or written, and what would help."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from designer.core.files.faults import Fault
from designer.core.problems import Problem
from designer.core.units import grouped, memory
from designer.i18n import tr
from designer.words.problems import problem_text
from designer.words.sentences import SENTENCES
from designer.words.values import options, shown

FILES: dict[str, str] = {
    # the file as such
    "no_such_file": "There is no such file.",
    "no_permission": "You are not allowed to read it.",
    "not_a_file": "This is no ordinary file but a folder, a pipe or a device.",
    "read_failed": "It could not be read: {reason}.",
    "empty_file": "The file is empty.",
    "file_too_large": "The file is larger than {most}, too large for a design.",
    "archive_damaged": "The archive is damaged.",
    "archive_too_large": "The archive has more parts than a .keras file can have.",
    "archive_twice": "Two parts of the archive have the same name.",
    "archive_method": "This part is encrypted, or packed in a way that Keras does not use.",
    "no_keras_archive": "This is an archive, but no .keras file: it has no config.json.",
    "no_h5py": (
        "This is an HDF5 file, which needs h5py to be read: install it with "
        "pip install layer-designer[h5], or write the model as JSON with model.to_json()."
    ),
    "no_model_config": (
        "This HDF5 file holds no model, only weights perhaps: write the model as JSON with "
        "model.to_json()."
    ),
    "h5_too_large": "The description of the model is too large.",
    "h5_damaged": "This HDF5 file is damaged, or takes too long to be read.",
    "compressed_file": "The file is compressed: unpack it first.",
    # JSON
    "not_utf8": "The file is not UTF-8 text: byte {at} is not.",
    "not_json": "This is not JSON: something is missing or too much here.",
    "not_yaml": "This is not YAML as Keras wrote it.",
    "too_many_values": "There are more than {most} values.",
    "no_rows": "The table of this summary has no rows that can be read.",
    "summary_cut": (
        "The table of this summary is cut off at its right: print it in a wider terminal, or "
        "without line_length, so that its columns fit."
    ),
    # what it should hold
    "not_a_model": "This is neither a design nor a Keras model.",
    "not_a_version": "{value} is not a version: a whole number is needed.",
    "newer_version": (
        "The file has version {value}, and this program knows versions up to {known}: get a newer "
        "program."
    ),
    "unknown_key": "There is no such entry.",
    "not_layers": "The clipboard holds no layers of this program.",
    "too_large": "This is too much to be pasted: {size}, and {most} is the most.",
    # layers and models
    "no_layer_type": 'The type is missing: "layer" says it.',
    "no_config": "The settings of the layer are missing.",
    "not_a_layer": "{value} is not a layer.",
    "no_layers": "There is no list of layers.",
    "no_layer_inside": "{layer} holds no layer at {place}.",
    "input_not_first": "A chain begins with an InputLayer.",
    "unknown_model": (
        "{value} is a model of its own class: only Sequential and functional ones can be opened."
    ),
    "closed_model": (
        "{name} is a model, and the summary does not print what is inside it: print it with "
        "expand_nested=True."
    ),
    "branches": "The model branches at {name}, which goes to {names}: it is not a plain chain.",
    "later_output": "{names} takes output {number} of {name}: a chain hands on the first.",
    "merges": "{name} takes several inputs ({names}): the model is not a plain chain.",
    "shared_layer": "{name} is used {count} times: the model is not a plain chain.",
    # archives that are written
    "runs_not": "{name} cannot run, so Keras cannot build the model: {problem}",
    "no_keras_class": "{layer} is no layer of Keras, so Keras could not open the archive.",
    "no_beginning": (
        "Keras cannot read a Sequential model that begins with {name}: put it into a Pipeline, or "
        "remove it."
    ),
    "weights_too_large": (
        "{count} weights would be drawn, and {most} is the most, in a file of {size}: export the "
        "model as JSON instead, and let keras.models.model_from_json draw them."
    ),
    "unknown_initializer": (
        "How {value} draws the first weights is not known here: export the model as JSON instead."
    ),
    "no_initial_value": (
        "What {weight} of {layer} begins with is computed by Keras itself: export the model as "
        "JSON instead."
    ),
    "several_inputs": "A chain has one input, and this model has: {names}.",
    "several_outputs": "A chain ends with one layer, and this model ends with {names}.",
    "not_connected": "{name} is not connected with the rest of the chain.",
}
_PLAIN = ("layer", "name", "reason", "weight")
_COUNTED = ("count", "most")
_SIZES = ("most", "size")
_IN_BYTES = ("file_too_large", "too_large", "weights_too_large")


def fault_text(fault: Fault) -> str:
    """What is wrong with a file, with its place."""
    text = fault_message(fault.problem)
    return f"{fault.place}: {text}" if fault.place else text


def fault_message(problem: Problem) -> str:
    """What is wrong, without its place."""
    if problem.code in SENTENCES:
        return problem_text(problem)
    return tr(FILES[problem.code]).format(**{k: _told(problem, k) for k in problem.values})


def _told(problem: Problem, key: str) -> str:
    value = problem.values[key]
    if isinstance(value, Problem):
        return problem_text(value)
    if key in _COUNTED and problem.code == "weights_too_large":
        return grouped(cast("int", value))
    if key == "names":
        return options(value)
    if key in _SIZES and problem.code in _IN_BYTES and isinstance(value, int):
        return memory(value)
    return str(value) if key in _PLAIN else shown(value)


_REASONS = {
    errno.ENOSPC: "the disk is full. Make room, or save somewhere else.",
    errno.EDQUOT: "your space on the disk is used up. Make room, or save somewhere else.",
    errno.EROFS: "the drive is read-only. Save somewhere else.",
    errno.EACCES: "you are not allowed to write there. Save somewhere else.",
    errno.EPERM: "you are not allowed to write there. Save somewhere else.",
    errno.ENAMETOOLONG: "the name is too long. Choose a shorter one.",
    errno.ENOENT: "the folder is gone. Save somewhere else.",
    errno.ENOTDIR: "the folder is gone. Save somewhere else.",
    errno.EISDIR: "this is a folder. Choose another name.",
    errno.EIO: "the drive failed. Save somewhere else.",
}


def save_error_text(name: str, error: OSError) -> str:
    """Why *name* could not be written; the file that was there is untouched."""
    reason = _REASONS.get(error.errno or 0)
    why = tr(reason) if reason else f"{error.strerror or error}."
    text = tr("{name} was not saved: {why} What was there before is untouched.")
    return text.format(name=name, why=why)


def left_out_lines(others: Sequence[Path]) -> list[str]:
    """What is said of *others* where one file is taken; nothing where there are none."""
    if not others:
        return []
    if len(others) == 1:
        said = tr("{name} is left out, as one file is taken at a time")
        return [said.format(name=others[0].name)]
    said = tr("{count} more files are left out, as one is taken at a time")
    return [said.format(count=grouped(len(others)))]
