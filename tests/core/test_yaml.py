"""The YAML that `to_yaml` of Keras 1 and 2 can write: the very values, or a refusal.

The texts are what `yaml.dump` of PyYAML 6.0.3 writes for the values beside them, with the options
that are named; PyYAML 3 writes its block style as `default_flow_style=None` does. The plain
scalars are read as `yaml.safe_load` reads them.
"""

from typing import Any

import pytest

from designer.core.files.faults import Unreadable
from designer.core.files.keras_yaml import parse

LONG = "a text with: colons and 'quotes' and \"double\" ones # and no end in sight at all anywhere"

DUMPED: dict[str, tuple[str, Any]] = {
    "a tuple with a name, in braces": (  # default_flow_style=True
        "{config: {a: &id001 !!python/tuple [null, 28], b: *id001}}",
        {"a": [None, 28], "b": [None, 28]},
    ),
    "a name for what is inside a name": (
        "{config: [&id001 {x: &id002 [1, 2]}, *id001, *id002]}",
        [{"x": [1, 2]}, {"x": [1, 2]}, [1, 2]],
    ),
    "a tuple with a name, in a block": (  # default_flow_style=False
        "config:\n  a: &id001 !!python/tuple\n  - null\n  - 28\n  b: *id001\n",
        {"a": [None, 28], "b": [None, 28]},
    ),
    "a mapping with a name, in a list": (
        "config:\n- &id001\n  x: 1\n  y: []\n- *id001\n- - 2\n  - - *id001\n",
        [{"x": 1, "y": []}, {"x": 1, "y": []}, [2, [{"x": 1, "y": []}]]],
    ),
    "a text with an empty line": ("config: 'a\n\n\n  b\n\n  '\n", "a\n\nb\n"),
    "a line that looks like a comment": ("config: 'a\n\n  #b'\n", "a\n#b"),
    "a line that looks like a mark": ('config: "--- a\\n--- b"\n', "--- a\n--- b"),
    "a long text": (
        """config: 'a text with: colons and ''quotes'' and "double" ones # and no end in sight
  at all anywhere'
""",
        LONG,
    ),
    "a long text in double quotes": (  # default_style='"'
        r""""config": "a text with: colons and 'quotes' and \"double\" ones # and no end in\
  \ sight at all anywhere"
""",
        LONG,
    ),
    "a long plain text": (
        "config:\n- word word word\n  word - word\n  'word\n- next\n",
        ["word word word word - word 'word", "next"],
    ),
    "signs in a text": (
        'config: ["\\x07", "\\e", "tab\\tx", "\\xE9", "\\u65E5", "\\U0001F600", "\\_\\N"]\n',
        # signs that nobody sees are shown, as in every text
        ["\\u0007", "\\u001b", "tab\tx", "é", "日", "😀", "\xa0\\u0085"],
    ),
    "texts that look like values": (
        "config: ['null', 'yes', '0x10', '1_000', '12:30', '2001-12-14', '', ' a ', '1.0', '<<']\n",
        ["null", "yes", "0x10", "1_000", "12:30", "2001-12-14", "", " a ", "1.0", "<<"],
    ),
    "texts that are none": (
        "config:\n- 1e5\n- 08\n- -a\n- a:b\n- a#b\n- $\n- \\\n- :x\n- (None, 3)\n- 1.e5\n",
        ["1e5", "08", "-a", "a:b", "a#b", "$", "\\", ":x", "(None, 3)", "1.e5"],
    ),
    "numbers": (
        "config: [0, -5, 1.0e-07, 1.0e+20, -0.0, 123456.789, 3.0]\n",
        [0, -5, 1e-07, 1e20, -0.0, 123456.789, 3.0],
    ),
    "numbers and texts with tags": (  # canonical=True, without its question marks
        'config: !!seq [!!int "35", !!float "0.5", !!bool "true", !!null "null", !!str "1"]\n',
        [35, 0.5, True, None, "1"],
    ),
    "texts of Python 2": (
        "config: [!!python/unicode 'Dense', !!python/str \"1\", !!python/long '3']\n",
        ["Dense", "1", 3],
    ),
    "keys in quotes": (
        "config:\n  '': 1\n  ' a': 2\n  'b: c': 3\n  d e: 4\n  \"f\\tg\": 5\n  'null': 6\n",
        {"": 1, " a": 2, "b: c": 3, "d e": 4, "f\tg": 5, "null": 6},
    ),
    "lists further to the right": (  # indent=4
        "config:\n-   a: 1\n    b:\n    -   2\n-   -   3\n",
        [{"a": 1, "b": [2]}, [3]],
    ),
    "marks and other line ends": (  # explicit_start, explicit_end, line_break='\r\n'
        "---\r\nconfig: 'a\r\n\r\n  b'\r\n...\r\n",
        "a\nb",
    ),
    "a value in braces over lines": (
        "config: {distribution: uniform,\n  mode: a b\n    c, scale: [1.0,\n    2.0]}\n",
        {"distribution": "uniform", "mode": "a b c", "scale": [1.0, 2.0]},
    ),
}


@pytest.mark.parametrize("name", DUMPED)
def test_what_is_written_is_read(name: str):
    text, value = DUMPED[name]
    read = parse(text.encode())["config"]
    assert read == value
    assert repr(read) == repr(value)  # 1 is neither True nor 1.0


PLAIN: dict[str, Any] = {
    **dict.fromkeys(("true", "True", "TRUE", "yes", "Yes", "on", "ON"), True),
    **dict.fromkeys(("false", "False", "FALSE", "no", "No", "off", "OFF"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~")),
    **{text: text for text in ("y", "n", "tRUE", "nULL", ".", "1.e5", "-.5", "1e-07", "+")},
    **dict(zip(("0", "+1", "-17", "1.", ".5"), (0, 1, -17, 1.0, 0.5), strict=True)),
    "1.5e+3": 1500.0,
    "1.5E-3": 0.0015,
}


@pytest.mark.parametrize("text", PLAIN)
def test_what_a_text_without_quotes_is(text: str):
    for model in (f"config: {text}", f"config: [{text}]", f"config:\n- {text} # said"):
        value = parse(model.encode())["config"]
        value = value[0] if isinstance(value, list) else value
        assert (value, type(value)) == (PLAIN[text], type(PLAIN[text]))


@pytest.mark.parametrize(
    "text",
    [
        # numbers and dates that only YAML writes so
        *("0x1F", "0b11", "017", "1_000", "12:30", "1:30.5", ".inf", "-.INF", ".nan", "2001-12-14"),
        "2001-12-14 21:59:43",
        # what numpy and Python objects become
        "!!python/object/apply:numpy.core.multiarray.scalar [x]",
        "!!python/object:numpy.dtype {}",
        "!!binary |\n  AAAA",
        "!!python/complex 1j",
        "!!set {a}",
        # tags that contradict the value
        *("!!int 'x'", "!!bool 1", "!!python/tuple {a: 1}", "!!map [1]", "!!null 0"),
        # keys that are no texts, and merged ones
        *(
            "{1: 2}",
            "{null: 2}",
            "{[1]: 2}",
            "{? a : 1}",
            "{<<: {a: 1}}",
            "\n  yes: 1",
            "\n  ? a\n",
        ),
        # texts behind a bar, other things that nobody wrote
        *("|-\n  text", ">\n  text", "*x", "&x *x", "[*x, &x 1]", "- a", "a: b"),
        *("'a' b", "[1] 2", "[a: 1]", "[1,,2]", "{a}", "%x", "@x", "`x`", "\n\tx", '"\\q"', "'a"),
        "'\u2028'",
    ],
)
def test_everything_else_is_refused(text: str):
    with pytest.raises(Unreadable) as caught:
        parse(f"class_name: x\nconfig: {text}\n".encode())
    assert [fault.problem.code for fault in caught.value.faults] == ["not_yaml"]
