"""Vocabularies: words and whole numbers become places in a list. Keras needs TensorFlow for them.

Source: `keras.src.layers.preprocessing.index_lookup`, which the first two have in common.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from designer.core.families import PREPROCESSING
from designer.core.fields import choice, declare, flag, integer, kept
from designer.core.figures import ANY_WHOLE, FigureList, Terms, figure
from designer.core.kinds import Kind, Text
from designer.core.layer import Dim, Layer, Shape, base, layer
from designer.core.problems import Refused

_RENAMED = {"binary": "multi_hot", "tf-idf": "tf_idf"}


def with_newer_mode(config: Mapping[str, Any]) -> dict[str, Any]:
    """*config* in the words of today: Keras still takes older ones for the output mode."""
    found = dict(config)
    mode = found.get("output_mode")
    if isinstance(mode, str):
        found["output_mode"] = _RENAMED.get(mode, mode)
    return found


def _listed(value: Any) -> Any:
    """A list of terms; files are not looked into."""
    if isinstance(value, str):
        raise Refused("vocabulary_file", value=value)
    if value is not None and not isinstance(value, list | tuple):
        raise Refused("not_a_list", value=value)
    return value if value is None else list(cast("Sequence[Any]", value))


def _vocabulary(part: Kind) -> Any:
    about = "The terms with commas between, the first one first; empty: adapt() collects them."
    return declare(Terms(rule=_listed, part=part), None, help=about)


@base
class Vocabulary(Layer):
    """What all of them share: how the numbers come out, and how many there are."""

    why_none = "The vocabulary is given, or collected before training; nothing is learned."

    max_tokens: int | None = integer(
        default=None,
        low=2,
        optional=True,
        symbol="max_tokens",
        brief="{} terms",
        help="The most terms there can be; empty: any number.",
    )
    vocabulary: Any = _vocabulary(Text(optional=False))
    output_mode: str = choice(
        "int",
        "one_hot",
        "multi_hot",
        "count",
        "tf_idf",
        default="int",
        brief="{}",
        help="The number of each term (int), or rows with a place for each term.",
    )
    pad_to_max_tokens: bool = flag(
        default=False, help="Rows have max_tokens places, even where there are fewer terms."
    )
    idf_weights: Any = declare(
        FigureList(), None, help="How rare each term is, for tf_idf.", more=True
    )
    vocabulary_size: int | None = integer(
        default=None,
        low=0,
        optional=True,
        symbol="vocabulary_size",
        help="How many numbers there are, as adapt() found out; empty: as the vocabulary says.",
    )
    sparse: bool = flag(default=False, more=True, help="Gives a sparse tensor.")

    @classmethod
    def read_config(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        return with_newer_mode(config)

    @property
    def special(self) -> list[Any]:
        """What stands before the terms: for what is to be skipped, and for what is not known."""
        raise NotImplementedError

    def check(self) -> None:
        if self.pad_to_max_tokens and self.max_tokens is None:
            raise Refused("no_max_tokens")
        if self.sparse and self.output_mode == "int":
            raise Refused("sparse_numbers")
        weighed = self.idf_weights is not None
        if weighed and self.output_mode != "tf_idf":
            raise Refused("idf_weights")
        if self.vocabulary is not None:
            if self.output_mode == "tf_idf" and not weighed:
                raise Refused("idf_weights")
            self._check_terms(self.vocabulary)

    def _check_terms(self, given: list[Any]) -> None:
        if not given:
            raise Refused("empty_vocabulary")
        terms = self._terms(given)
        for term in terms:
            if terms.count(term) > 1:
                raise Refused("repeated_term", value=term)
        size = len(self.special) + len(terms)
        if self.max_tokens is not None and size > self.max_tokens:
            raise Refused("vocabulary_too_large", size=size, most=self.max_tokens)
        known, places = self.vocabulary_size, self.output_mode != "int"
        if places and not self.pad_to_max_tokens and known not in (None, size):
            raise Refused("vocabulary_size", size=size, known=known)

    def _terms(self, given: list[Any]) -> list[Any]:
        """The terms without the special ones, which may be listed as well."""
        start = self.special
        return given[len(start) :] if given[: len(start)] == start else given

    @property
    def depth(self) -> Dim:
        """How many places a row has; open as long as there is no vocabulary."""
        if self.pad_to_max_tokens:
            return self.max_tokens
        if self.vocabulary is not None:
            return len(self.special) + len(self._terms(self.vocabulary))
        return self.vocabulary_size

    def looked_up(self, x: Shape) -> Shape:
        """What comes out when terms are looked up."""
        if self.output_mode == "int":
            return x
        if self.output_mode == "one_hot" and not (len(x) > 1 and x[-1] == 1):
            return (*x, self.depth)
        return (*x[:-1], self.depth)


@base
class Lookup(Vocabulary):
    """`IndexLookup`: each term that comes in is looked up."""

    lacks = ("activity_regularizer",)

    num_oov_indices: int = integer(
        default=1, low=0, symbol="num_oov_indices", help="How many numbers are for unknown terms."
    )
    invert: bool = flag(default=False, brief="inverted", help="Turns numbers back into terms.")
    mask_token: Any = kept(help="The term that is to be skipped; it gets number 0.")
    oov_method: str = choice(
        "floormod", "farmhash", default="floormod", help="How unknown terms share their numbers."
    )
    salt: Any = figure(
        part=ANY_WHOLE, many=True, help="Other numbers spread unknown terms in other ways."
    )

    @property
    def oov(self) -> Any:
        """What stands for an unknown term."""
        raise NotImplementedError

    @property
    def special(self) -> list[Any]:
        masked = self.mask_token is not None and self.output_mode == "int"
        return [self.mask_token] * masked + [self.oov] * self.num_oov_indices

    def check(self) -> None:
        if self.invert and self.output_mode != "int":
            raise Refused("inverted_rows")
        super().check()

    def output_shape(self, x: Shape) -> Shape:
        return self.looked_up(x)


@layer(PREPROCESSING, aliases=("index", "categories", "vocabulary", "IndexLookup"))
class IntegerLookup(Lookup):
    """Replaces whole numbers by their places in a vocabulary."""

    vocabulary: Any = _vocabulary(ANY_WHOLE)
    oov_token: Any = figure(default=-1, part=ANY_WHOLE, help="What stands for an unknown number.")
    vocabulary_dtype: str = choice("int64", default="int64", help="The precision of the numbers.")

    @property
    def oov(self) -> Any:
        return self.oov_token


@layer(PREPROCESSING, aliases=("words", "index", "categories", "vocabulary", "IndexLookup"))
class StringLookup(Lookup):
    """Replaces words by their places in a vocabulary."""

    oov_token: Any = kept(default="[UNK]", help="What stands for an unknown word.")
    encoding: Any = kept(default="utf-8", help="How the words are written as bytes.")

    @property
    def oov(self) -> Any:
        return self.oov_token


@layer(PREPROCESSING, aliases=("tokenizer", "words", "bag of words", "TF-IDF", "vocabulary"))
class TextVectorization(Vocabulary):
    """Splits texts into words and replaces them by their places in a vocabulary."""

    standardize: str | None = choice(
        "lower_and_strip_punctuation",
        "lower",
        "strip_punctuation",
        default="lower_and_strip_punctuation",
        optional=True,
        help="What is done to a text before it is split.",
    )
    split: str | None = choice(
        "whitespace",
        "character",
        default="whitespace",
        optional=True,
        help="Where a text is split; empty: it is one term.",
    )
    ngrams: Any = figure(
        part=ANY_WHOLE,
        many=True,
        help="Up to how many words that follow one another are a term of their own.",
    )
    output_sequence_length: int | None = integer(
        default=None,
        low=0,
        optional=True,
        symbol="length",
        brief="{} long",
        help="Numbers are cut or padded to so many; empty: as many as the longest text has.",
    )
    ragged: bool = flag(default=False, more=True, help="Gives a ragged tensor.")
    encoding: Any = kept(default="utf-8", help="How the texts are written as bytes.")

    @property
    def special(self) -> list[Any]:
        return ["", "[UNK]"] if self.output_mode == "int" else ["[UNK]"]

    def check(self) -> None:
        if self.output_mode != "int" and self.output_sequence_length is not None:
            raise Refused("length_of_rows")
        if self.ragged and self.output_mode != "int":
            raise Refused("ragged_rows")
        super().check()

    def output_shape(self, x: Shape) -> Shape:
        if self.output_mode == "int":
            return (x[0], self.output_sequence_length)
        if self.split is not None:
            return self.looked_up((*x, None))
        return self.looked_up(x if len(x) > 1 else (*x, 1))
