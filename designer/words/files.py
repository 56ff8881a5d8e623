"""Sentences about files: why one cannot be read or written, and what would help."""

from __future__ import annotations

import errno

from designer.core.files.faults import Fault
from designer.core.problems import Problem
from designer.i18n import tr
from designer.words.problems import SENTENCES, problem_text
from designer.words.values import options, shown

FILES: dict[str, str] = {
    "no_such_file": "There is no such file.",
    "no_permission": "You are not allowed to read it.",
    "not_a_file": "It is not a file.",
    "read_failed": "It could not be read: {reason}.",
    "empty_file": "The file is empty.",
    "file_too_large": "The file is larger than {most} bytes, too large for a design.",
    "archive_file": "This is an archive (.keras or .zip); only JSON files can be opened.",
    "hdf5_file": "This is an HDF5 file (.h5); only JSON files can be opened.",
    "compressed_file": "The file is compressed: unpack it first.",
    "not_utf8": "The file is not UTF-8 text, at byte {at}.",
    "not_json": "The file is not JSON here.",
    "not_a_model": "This is neither a design nor a Keras model.",
    "not_a_design": "This is not a design.",
    "unknown_model": "{value} is not a model that this program knows.",
    "not_a_version": "{value} is not a version.",
    "newer_version": "The file has version {value}; this program knows up to {known}.",
    "too_deep": "The file is nested more than {most} levels deep.",
    "not_layers": "The clipboard holds no layers.",
    "too_large": "That is too large to be pasted.",
    "unknown_class": "{value} is not a layer that this program knows.",
    "unknown_key": "There is no such entry.",
    "no_layer_type": 'The type of the layer is missing: "layer".',
    "no_config": "The configuration of the layer is missing.",
    "not_a_layer": "{value} is not a layer.",
    "no_layers": "The model has no layers.",
    "input_not_first": "A chain begins with an InputLayer.",
    "nested_model": "{name} is a model inside the model; only layers can stand in a chain yet.",
    "branches": "The model branches at {name}, which goes to {names}; only chains can be opened.",
    "merges": "The model merges at {name}; only chains can be opened.",
    "shared_layer": "{name} is used {count} times; only chains can be opened.",
    "several_inputs": "The model has several inputs: {names}; only chains can be opened.",
    "several_outputs": "The model has several outputs: {names}; only chains can be opened.",
    "not_connected": "{name} is not connected with the others.",
}


def fault_text(fault: Fault) -> str:
    """What is wrong with a file, with its place."""
    text = fault_message(fault.problem)
    return f"{fault.place}: {text}" if fault.place else text


def fault_message(problem: Problem) -> str:
    """What is wrong, without its place."""
    if problem.code in SENTENCES or problem.code not in FILES:
        return problem_text(problem)
    plain = {"name", "reason"}
    values = {k: str(v) if k in plain else shown(v) for k, v in problem.values.items()}
    if "names" in problem.values:
        values["names"] = options(problem.values["names"])
    return tr(FILES[problem.code]).format(**values)


_REASONS = {
    errno.ENOSPC: "the disk is full. Make room, or save somewhere else.",
    errno.EDQUOT: "your space on the disk is used up. Make room, or save somewhere else.",
    errno.EROFS: "the drive is read-only. Save somewhere else.",
    errno.EACCES: "you are not allowed to write there. Save somewhere else.",
    errno.EPERM: "you are not allowed to write there. Save somewhere else.",
    errno.ENAMETOOLONG: "the name is too long. Choose a shorter one.",
    errno.ENOENT: "the folder is gone. Save somewhere else.",
    errno.ENOTDIR: "the folder is gone. Save somewhere else.",
    errno.EIO: "the drive failed. Save somewhere else.",
}


def save_error_text(name: str, error: OSError) -> str:
    """Why *name* could not be written; the file that was there is untouched."""
    reason = _REASONS.get(error.errno or 0)
    why = tr(reason) if reason else f"{error.strerror or error}."
    text = tr("{name} was not saved: {why} What was there before is untouched.")
    return text.format(name=name, why=why)
