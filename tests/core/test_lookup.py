"""Vocabularies and hashing: what the cases on file do not show.

The expected values follow the source of Keras 3.15.1, `keras.src.layers.preprocessing`, as these
layers run on TensorFlow alone; `layers_tf_only.jsonl.gz` has what that says.
"""

from collections.abc import Callable
from typing import Any

import pytest

from designer.core.layer import Layer

Make = Callable[..., Layer]

WORDS = ["a", "b", "c"]


@pytest.mark.parametrize(
    ("name", "config", "came", "goes"),
    [
        # index_lookup.py, `_token_start_index`: a place for the mask only among numbers
        ("StringLookup", {"vocabulary": WORDS, "output_mode": "one_hot"}, (None, 2), (None, 2, 4)),
        (
            "StringLookup",
            {"vocabulary": WORDS, "output_mode": "count", "mask_token": "", "num_oov_indices": 2},
            (None, 2),
            (None, 5),
        ),
        # `set_vocabulary`: the special tokens may be listed as well
        (
            "StringLookup",
            {"vocabulary": ["[UNK]", *WORDS], "output_mode": "multi_hot"},
            (None, 2),
            (None, 4),
        ),
        ("IntegerLookup", {"vocabulary": [7, 8], "output_mode": "binary"}, (None, 1), (None, 3)),
        # `compute_output_shape`: as many as adapt() found, or not known yet
        ("StringLookup", {"output_mode": "count", "vocabulary_size": 9}, (None, 4), (None, 9)),
        ("StringLookup", {"output_mode": "count"}, (None, 4), (None, None)),
        ("StringLookup", {"output_mode": "count"}, (None,), (None,)),
        (
            "TextVectorization",
            {"vocabulary": WORDS, "output_mode": "tf-idf", "idf_weights": [1, 2, 3], "split": None},
            (None,),
            (None, 4),
        ),
        ("TextVectorization", {"output_mode": "int", "vocabulary": WORDS}, (None, 1), (None, None)),
        # hashing.py, `compute_output_shape`: the last axis is encoded, even where it has size 1
        ("Hashing", {"num_bins": 5, "output_mode": "one_hot"}, (None, 3, 1), (None, 3, 5)),
        ("Hashing", {"num_bins": 5, "salt": [1, 2]}, (None,), (None,)),
    ],
)
def test_shapes(make: Make, name: str, config: dict[str, Any], came: Any, goes: Any):
    outcome = make(name, **config).at(came)
    assert (outcome.problem, outcome.outputs, outcome.params) == (None, (goes,), 0)


@pytest.mark.parametrize(
    ("name", "config", "code"),
    [
        ("StringLookup", {"pad_to_max_tokens": True}, "no_max_tokens"),
        ("StringLookup", {"invert": True, "output_mode": "count"}, "inverted_rows"),
        ("StringLookup", {"sparse": True}, "sparse_numbers"),
        ("StringLookup", {"idf_weights": [1.0]}, "idf_weights"),
        ("StringLookup", {"vocabulary": WORDS, "output_mode": "tf_idf"}, "idf_weights"),
        ("StringLookup", {"vocabulary": []}, "empty_vocabulary"),
        ("StringLookup", {"vocabulary": ["a", "a"]}, "repeated_term"),
        ("StringLookup", {"vocabulary": WORDS, "max_tokens": 3}, "vocabulary_too_large"),
        (
            "IntegerLookup",
            {"vocabulary": [1], "output_mode": "count", "vocabulary_size": 4},
            "vocabulary_size",
        ),
        (
            "TextVectorization",
            {"output_mode": "count", "output_sequence_length": 3},
            "length_of_rows",
        ),
        ("TextVectorization", {"output_mode": "count", "ragged": True}, "ragged_rows"),
        ("Hashing", {"num_bins": 2, "dtype": "float32"}, "not_an_option"),
        ("Hashing", {"num_bins": 2, "sparse": True}, "sparse_numbers"),
    ],
)
def test_refusals(make: Make, name: str, config: dict[str, Any], code: str):
    problem = make(name, **config).at((None, 4)).problem
    assert problem is not None
    assert problem.code == code
