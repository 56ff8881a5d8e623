"""Augmentation, and the wrappers for it. The cases are those of Keras 3.15.1."""

from collections.abc import Callable
from typing import Any

import pytest

from designer.core.explain import explain
from designer.core.families import AUGMENTATION
from designer.core.files.faults import Unreadable
from designer.core.files.keras_layer import read_layer, write_layer
from designer.core.layer import LAYERS, Layer, Shape
from designer.core.layers.colour_changes import RandomColorDegeneration
from designer.core.layers.convolution import Conv2D, SeparableConv2D
from designer.core.layers.dense import Dense, Embedding, ReversibleEmbedding
from designer.core.layers.geometry_changes import RandomShear, RandomZoom
from designer.core.layers.images import ImageLayer, Resizing
from designer.core.layers.mixed_changes import AugMix, RandAugment, RandomColorJitter
from designer.core.layers.pipeline import Pipeline
from designer.core.layers.reshaping import Flatten
from designer.core.layers.spectral import SpectralNormalization
from designer.core.naming import names
from designer.core.notation import symbolic
from designer.core.problems import Refused
from designer.core.spans import Ends, Levels, Odd, Overlap, Span

Make = Callable[..., Layer]

CHANGES = sorted(
    name
    for name, cls in LAYERS.items()
    if cls.family is AUGMENTATION and name not in ("RandomCrop", "RandomColorDegeneration")
)


@pytest.mark.parametrize("name", CHANGES)
def test_any_shape_goes_through_unchanged(name: str):
    layer = LAYERS[name]()
    assert isinstance(layer, ImageLayer)
    for x in ((None, 12, 10, 3), (None, None, None, 1), (None, 12), (None,), (2, 4, 6, 3, 1)):
        outcome = layer.at(x)
        assert (outcome.outputs, outcome.params, outcome.problem) == ((x,), 0, None)


def _code(check: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        check()
    return refused.value.problem.code


def test_a_factor_is_a_number_or_two():
    kind = Span(low=0, high=1)
    assert kind.parse("0.2") == 0.2
    assert kind.parse("0.1, 0.3") == (0.1, 0.3)
    assert kind.show((0.1, 0.3)) == "0.1, 0.3"
    assert kind.to_json((0.1, 0.3)) == [0.1, 0.3]
    assert _code(lambda: kind.check([0.2, 1.5])) == "out_of_range"
    assert _code(lambda: kind.check([0.2])) == "not_two_ends"
    assert _code(lambda: kind.parse("()")) == "not_two_ends"
    assert _code(lambda: kind.check("x")) == "not_a_number"


def test_two_ends_that_reach_into_the_limits_are_enough():
    # `BaseImagePreprocessingLayer._set_factor`
    kind = Overlap(low=0, high=1)
    assert kind.check([-2, 0.1]) == (-2, 0.1)
    assert _code(lambda: kind.check(-2)) == "out_of_range"
    assert _code(lambda: kind.check([2, 3])) == "out_of_range"


def test_other_ends():
    assert Ends().check([1, 5]) == (1, 5)
    assert Odd().check([3, 5]) == (3, 5)
    assert _code(lambda: Odd().check(4)) == "not_odd"
    assert Levels().check([255, 0]) == (255, 0)
    assert _code(lambda: Levels().check(255)) == "not_two_ends"


@pytest.mark.parametrize(
    ("kind", "config"),
    [
        # Keras writes x_factor 0.2 as [-0.2, 0.2] and cannot read it: RandomShear-c1f6395980
        ("RandomShear", {"x_factor": [-0.2, 0.2]}),
        ("RandomTranslation", {"height_factor": 99.0, "width_factor": 0.2}),
        ("RandomRotation", {"factor": 0.2, "fill_mode": "bogus"}),
        ("RandomGaussianBlur", {"kernel_size": 4}),
        ("AutoContrast", {"seed": 7}),  # AutoContrast draws nothing
        ("RandomBrightness", {}),
    ],
)
def test_settings_that_keras_refuses(make: Make, kind: str, config: dict[str, Any]):
    with pytest.raises(Unreadable):
        make(kind, **config)


def test_a_shear_is_written_so_that_keras_can_read_it():
    written = write_layer(RandomShear(x_factor=0.2))
    assert written["config"]["x_factor"] == 0.2


@pytest.mark.parametrize(
    ("layer", "x", "code"),
    [
        (RandomColorDegeneration(), (None, 12, 10, 1), "not_rgb"),
        (RandomColorDegeneration(), (None, 12), "wrong_rank"),
        (RandomZoom(height_factor=-1), (None, 12, 10, 3), "zoom_to_nothing"),
        (Pipeline(layers=(Resizing(),)), (None, 4), "wrong_rank"),  # Pipeline-a66eeee0db
        (SpectralNormalization(layer=Flatten()), (None, 4, 2), "no_kernel"),
        (SpectralNormalization(layer=SeparableConv2D()), (None, 12, 10, 3), "no_kernel"),
        # Keras: the tracker is locked after low-rank adaptation
        (ReversibleEmbedding(tie_weights=False, lora_rank=2), (None, 4), "adapted_untied"),
        # Keras: lora is incompatible with kernel constraints
        (Dense(lora_rank=2, kernel_constraint="non_neg"), (None, 4), "adapted_constrained"),
    ],
)
def test_shapes_that_keras_refuses(layer: Layer, x: Shape, code: str):
    problem = layer.at(x).problem
    assert problem is not None
    assert problem.code == code


def test_names_count_the_layers_that_a_mix_makes():
    # the names that Keras 3.15.1 gives in the same Sequential model
    shear, jitter = LAYERS["RandomShear"], RandomColorJitter(hue_factor=0.1)
    before = [AugMix(), shear(), RandAugment(), jitter, LAYERS["RandomHue"]()]
    assert list(names([*before, AugMix(name="a"), shear()])) == [
        "aug_mix",
        "random_shear_1",
        "rand_augment",
        "random_color_jitter",
        "random_hue_1",
        "a",
        "random_shear_3",
    ]


def test_a_pipeline_is_the_layers_in_turn():
    layer = Pipeline(layers=(Conv2D(filters=2), Flatten(), Dense(units=5)))
    told = explain(layer, (None, 12, 10, 3))
    assert told.outputs == ((None, 5),)
    assert symbolic(told.count) == (
        "(k_h_1 * k_w_1 * c_in + 1) * filters_1"
        " + ((floor((h - k_h_1) / s_h_1) + 1) * (floor((w - k_w_1) / s_w_1) + 1) * filters_1 + 1)"
        " * units_3"
    )
    assert told.count.value == (3 * 3 * 3 + 1) * 2 + (10 * 8 * 2 + 1) * 5
    written = write_layer(layer)
    assert [about["class_name"] for about in written["config"]["layers"]] == [
        "Conv2D",
        "Flatten",
        "Dense",
    ]
    assert read_layer("Pipeline", written["config"], "layer") == layer


@pytest.mark.parametrize(
    ("inside", "x", "weights"),
    [
        (
            Dense(units=8),
            (None, 4),
            [("kernel", (4, 8)), ("vector_u", (1, 8)), ("bias", (8,))],
        ),
        (
            Embedding(input_dim=20, output_dim=4),
            (None, 5),
            [("embeddings", (20, 4)), ("vector_u", (1, 4))],
        ),
        # the adapted kernel is a sum, no weight that could be taken over
        (
            Dense(units=8, use_bias=False, lora_rank=2),
            (None, 4),
            [
                ("vector_u", (1, 8)),
                ("kernel", (4, 8)),
                ("lora_kernel_a", (4, 2)),
                ("lora_kernel_b", (2, 8)),
            ],
        ),
    ],
)
def test_spectral_normalization(inside: Layer, x: Shape, weights: list[tuple[str, Shape]]):
    made = SpectralNormalization(layer=inside).built(x)
    assert [(w.name, w.shape) for w in made] == weights
    assert not {w.name: w.trainable for w in made}["vector_u"]
