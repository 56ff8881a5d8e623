"""The gate: whatever comes in, out comes a design or an `Unreadable` that names the place.

The limits are those of the gate's own modules; the hostile inputs are written here, byte by byte.
"""

import gzip
import json
import os
import pickle
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from designer.core.cleaning import clean_name
from designer.core.files import design_file
from designer.core.files.faults import Unreadable
from designer.core.files.gate import LARGEST, design_of, read_bytes, read_design
from designer.core.files.settings import MOST_LAYERS
from designer.core.files.strict_json import depth, parse
from designer.core.kinds import Anything
from designer.core.layers.dense import Dense
from designer.core.problems import Refused
from designer.paths import resource
from designer.words import fault_text, problem_text

EXAMPLES = sorted(resource("examples").glob("*.design"))


def faults(data: bytes) -> list[tuple[str, str]]:
    """The places and codes of everything that is wrong with *data*."""
    with pytest.raises(Unreadable) as caught:
        design_of(data)
    assert all(fault_text(fault) for fault in caught.value.faults)
    return [(fault.place, fault.problem.code) for fault in caught.value.faults]


def design(chain: str, head: str = "") -> bytes:
    return f'{{"format": "layer-designer", "version": 1, {head} "chain": [{chain}]}}'.encode()


INPUT = '{"layer": "InputLayer", "batch_shape": [null, 4]}'


# files


def file_faults(path: Path) -> list[str]:
    with pytest.raises(Unreadable) as caught:
        read_design(path)
    return [fault.problem.code for fault in caught.value.faults]


def test_a_file_that_is_not_there(tmp_path: Path):
    assert file_faults(tmp_path / "none.design") == ["no_such_file"]


def test_only_regular_files_are_opened(tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)  # opening a pipe in the usual way would wait for ever
    for path in (tmp_path, pipe, Path("/dev/zero")):
        assert file_faults(path) == ["not_a_file"], path


def test_a_name_that_no_file_can_have():
    assert file_faults(Path("a\0b")) == ["read_failed"]


def test_a_file_is_read_up_to_64_mib(tmp_path: Path):
    path = tmp_path / "large.design"
    path.touch()
    os.truncate(path, LARGEST)
    assert len(read_bytes(path)) == 64 * 1024 * 1024
    os.truncate(path, LARGEST + 1)
    assert file_faults(path) == ["file_too_large"]


def test_other_formats_are_told_by_their_content(tmp_path: Path):
    archive = tmp_path / "model.design"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("config.json", "{}")
    assert file_faults(archive) == ["not_a_model"]
    assert faults(gzip.compress(b"{}")) == [("", "compressed_file")]
    assert faults(b" \n ") == [("", "empty_file")]
    assert faults(b"[1, 2]") == [("", "not_a_model")]
    assert faults(b'{"hello": 1}') == [("", "not_a_model")]


def test_a_model_that_was_dumped_twice_is_read():
    inner = design(INPUT).decode()
    assert design_of(json.dumps(inner).encode()) == design_of(inner.encode())


# JSON


def test_text_is_strict_utf_8_with_or_without_a_mark():
    good = design(INPUT)
    assert design_of(b"\xef\xbb\xbf" + good) == design_of(good)
    assert faults(good + b"\xff") == [("", "not_utf8")]
    assert faults(good.decode().encode("utf-16")) == [("", "not_utf8")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", "line 1, column 2"),
        ('{"a": 1,\n "b": }', "line 2, column 7"),
        ("{'a': 1}", "line 1, column 2"),
        ('{"a": 1} x', "line 1, column 10"),
        ('{"a": "\n"}', "line 1, column 8"),
        ("nul", "line 1, column 1"),
    ],
)
def test_what_is_not_json_says_where(text: str, place: str):
    assert faults(text.encode()) == [(place, "not_json")]


def test_depth_is_counted_outside_strings():
    assert depth(b'{"a": [[1], {"b": "[[[{"}]}') == 3
    assert depth(b'"\\"[[["') == 0
    assert depth(b'"[[[ never closed') == 0
    assert depth(b"") == 0


def test_64_levels_are_read_and_65_are_not():
    assert parse(b"[" * 64 + b"]" * 64) is not None
    assert faults(b"[" * 65 + b"]" * 65) == [("", "too_deep")]
    assert faults(b'{"a":' * 1_000_000) == [("", "too_deep")]


@pytest.mark.parametrize(
    "data",
    [b'"' + b'\\"' * 2_000_000, b'"' * 2_000_001, b'"' + b"\\" * 2_000_001, b"[]" * 2_000_000],
    ids=["escaped quotes", "quotes", "backslashes", "brackets"],
)
def test_counting_depth_ends_on_millions_of_signs(data: bytes):
    """A count that looks back at what it has seen would take hours here, and not end."""
    assert depth(data) == (1 if data.startswith(b"[") else 0)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("1" * 19, "number_too_long"),
        ("-" + "1" * 4301, "number_too_long"),  # Python itself refuses to convert those
        ("1e400", "number_too_large"),
        ("-1e400", "number_too_large"),
        ("NaN", "not_a_json_number"),
        ("Infinity", "not_a_json_number"),
        ("-Infinity", "not_a_json_number"),
    ],
)
def test_numbers_that_are_none(number: str, code: str):
    data = design(f'{INPUT}, {{"layer": "Dense", "units": {number}}}')
    assert faults(data) == [("chain[1].units", code)]


def test_18_digits_are_enough():
    units = 10**18 - 1
    layer = design_of(design(f'{INPUT}, {{"layer": "Dense", "units": {units}}}')).chain[1].layer
    assert layer == Dense(units=units)


def test_all_flaws_of_the_text_are_found_at_once():
    data = design(f'{INPUT}, {{"layer": "Dense", "layer": "Flatten"}}, {{"a": [1, NaN]}}')
    assert faults(data) == [("chain[1]", "key_twice"), ("chain[2].a[1]", "not_a_json_number")]


# names


def test_names_are_cleaned_when_they_come_in():
    chain = INPUT + r', {"layer": "Flatten", "name": "a\u202eb\ud800\u0007e\u0301"}'
    read = design_of(design(chain))
    assert read.chain[1].layer.name == "a\\u202eb\\ud800\\u0007é"
    assert design_of(design_file.write(read)) == read


def test_names_have_at_most_255_characters():
    chain = f'{INPUT}, {{"layer": "Flatten", "name": "{"x" * 300}"}}'
    assert design_of(design(chain)).chain[1].layer.name == "x" * 255
    assert len(clean_name("\u0301" * 1000)) == 255


def test_a_damaged_surrogate_anywhere_can_be_saved():
    kept = r'{"a": "\udfff", "b": ["\ud800"]}'
    chain = f'{INPUT}, {{"layer": "Dense", "units": 2, "kernel_initializer": {kept}}}'
    read = design_of(design(chain, head=r'"note": "\ud83d", "title": "two\nlines",'))
    assert read.note == "\\ud83d"
    assert read.title == "two\\u000alines"
    assert design_of(design_file.write(read)) == read


def test_a_note_keeps_its_lines():
    assert design_of(design(INPUT, head=r'"note": "one\ntwo",')).note == "one\ntwo"


# layers


def test_a_file_holds_at_most_100_000_layers():
    flat = ',{"layer":"Flatten"}'
    with pytest.raises(Unreadable) as caught:
        design_of(design(INPUT + flat * (MOST_LAYERS + 1)))
    assert [f.problem.code for f in caught.value.faults] == ["too_many_layers"]
    layers = ["config"] * (MOST_LAYERS + 2)
    model = {"module": "keras", "class_name": "Sequential", "config": {"layers": layers}}
    assert faults(json.dumps(model).encode()) == [("config.layers", "too_many_layers")]


def test_nothing_that_is_read_is_run(tmp_path: Path):
    """A pickle, and a Lambda layer with code in it, as attacks on Keras have them."""
    proof = tmp_path / "proof"

    class Attack:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.system, (f"touch {proof}",)

    assert faults(pickle.dumps(Attack(), protocol=0))[0][1] == "not_json"
    marshalled = ["4wEAAAAAAAAAAAAAAAQAAAADAAAA8w==", None, None]
    layer = {"class_name": "Lambda", "config": {"function": marshalled}}
    model = {"class_name": "Sequential", "config": {"layers": [layer]}}
    assert [block.layer.keras for block in design_of(json.dumps(model).encode()).chain] == [
        "InputLayer",
        "Lambda",
    ]
    assert not proof.exists()


@pytest.mark.parametrize("name", ["__class__", "Layer", "os.system", "designer.core", "", None, 7])
def test_a_class_name_is_only_a_key_in_a_table(name: object):
    chain = f'{INPUT}, {{"layer": {json.dumps(name)}}}'
    assert faults(design(chain)) == [("chain[1].layer", "unknown_class")]


# damage


def _damaged(data: bytes, dice: random.Random) -> bytes:
    """*data* with a few bytes changed, cut out, doubled, or brought in from elsewhere."""
    damaged = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        at, length = dice.randrange(len(damaged) + 1), dice.randint(1, 30)
        kind = dice.choice(("change", "cut", "double", "word"))
        if kind == "change":
            damaged[at : at + 1] = bytes([dice.randrange(256)])
        elif kind == "cut":
            del damaged[at : at + length]
        elif kind == "double":
            damaged[at:at] = damaged[at : at + length]
        else:
            words = (b"null", b"true", b"-1", b"1e9", b"[]", b"{}", b'""', b"[null]", b"3.0")
            damaged[at : at + dice.randint(0, 4)] = dice.choice(words)
    return bytes(damaged)


def test_damaged_files_give_a_design_or_a_reason(record_property: Callable[[str, object], None]):
    """600 trials without a failure: the rate is below about 3 / 600 = 0.5 %."""
    seed = 20240611
    record_property("seed", seed)
    dice = random.Random(seed)
    originals = [path.read_bytes() for path in EXAMPLES]
    reasons: list[str] = []
    for trial in range(600):
        data = _damaged(dice.choice(originals), dice)
        try:
            read = design_of(data)
        except Unreadable as unread:
            reasons += [fault_text(fault) for fault in unread.faults]
        else:
            assert design_of(design_file.write(read)) == read, trial
    assert len(reasons) > 300
    assert all(reasons)


# settings that a person types as JSON


def test_what_is_typed_as_json_is_as_strict_as_a_file():
    kind = Anything()
    assert kind.parse('{"class_name": "L2", "config": {"l2": 0.01}}')["config"] == {"l2": 0.01}
    assert kind.parse("he_normal") == "he_normal"
    for text, code in (
        ("NaN", "not_a_json_number"),
        ('{"l2": 1e999}', "number_too_large"),
        ("[" * 99 + "]" * 99, "too_deep"),
    ):
        with pytest.raises(Refused) as caught:
            kind.parse(text)
        assert caught.value.problem.code == code
        assert problem_text(caught.value.problem)
