"""The sentences about layers by the code of the problem.

What stands in braces comes with the problem; `this` is the kind of layer that complains, `axes`
how many axes come in, `range` the limits of a number.
"""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # shapes that do not fit
    "wrong_rank": (
        "{this} takes {ranks} axes with the batch, and {input} has {axes}: change the shape before "
        "it, for example with Reshape."
    ),
    "too_few_axes": "{this} needs at least {least} axes with the batch, and {input} has {axes}.",
    "unknown_dimension": (
        "The weight {weight} would have the shape {shape}, and the number of weights cannot stay "
        "open, as {input} does: set the open sizes of the Input."
    ),
    "unknown_channels": (
        "The channels of {input} are unknown, and the number of weights depends on them: give "
        "that axis a size."
    ),
    "no_such_axis": "There is no axis {axis} in {input}, which has {axes} axes with the batch.",
    "crop_too_large": (
        "Cropping {cropping} from a {axis} of {size} leaves nothing: together they must be less "
        "than {size}."
    ),
    "reshape_size": (
        "{numbers} numbers come in, but the target {target} has room for {asked}: the two must "
        "be equal."
    ),
    "reshape_rest": (
        "{numbers} numbers come in, and they cannot be divided by {fixed}, the product of the "
        "sizes in {target}: the -1 would not be whole."
    ),
    "unknown_sides": (
        "The sides of {input} must be known, as the memory is of that size: give them a number."
    ),
    "unknown_axis": (
        "Axis {axis} of {input} is unknown, and each of its places is measured by itself: give it "
        "a size."
    ),
    "mean_size": "The mean has the shape {mean}, but the axes that are kept have {sizes}.",
    "not_rgb": "{this} takes images of 3 channels, and {input} has {channels}.",
    "einsum_axes": (
        "The equation names {letters}, an axis a letter, but {input} has {axes} axes with the "
        "batch."
    ),
    "einsum_sizes": (
        "The output {letters} has more letters than sizes are given: with the batch there are "
        "{count}."
    ),
    "einsum_shared": (
        "The letter {letter} stands in the input and in the output, but comes in as {size} and is "
        "to go out as {given}: make the two equal, or give None in output_shape."
    ),
    "unknown_layer": (
        "{value} is not a layer that this program knows, so what comes out of it is not known "
        "either: remove it, or put a CustomLayer in its place, with its weights and its output."
    ),
    "dropped_layer": (
        "{value} is a layer of older releases that Keras 3 has no more, and what comes out of it "
        "is not computed here: remove it, or replace it by layers that do the same."
    ),
    "other_class": (
        "{value} is not Keras's layer of that name but another class, so what comes out of it is "
        "not known: remove it, or replace it by layers that do the same."
    ),
    "other_input": (
        "The model takes {shape} at its own input, and {input} comes in: the sizes must be equal."
    ),
    "quantized": (
        "A layer that is quantized to {value} has other weights, which are not counted here: take "
        "the precision that it had before quantize()."
    ),
    "no_input_shape": "The shape that comes in is not given: set it in the Input block.",
    "second_input": "A chain has one input, at its beginning: remove this one.",
    "many_inputs": (
        "The layer before hands on {count} arrays, and this one takes a single one: switch "
        "return_state off there, or let that layer be the last."
    ),
    "hands_on_its_input": (
        "{this} returns the very tensor that comes in, and Keras makes no model with such a layer "
        "unless it stands directly after the input: put it into a Pipeline, or remove it."
    ),
    "hands_out_its_input": (
        "{this} returns the very tensor that comes in, and Keras makes no model that gives out its "
        "own input: put it into a Pipeline, add a layer behind it, or remove it."
    ),
    "inside": "{layer}, number {place} of the {count} layers inside: {problem}",
    "many_outputs": "{layer} inside would hand on {count} arrays at each step; it must be one.",
    "stateful_batch": (
        "A stateful layer needs a batch of known size; {input} leaves it open. Set the batch in "
        "the Input block, or switch stateful off."
    ),
    # settings that contradict one another
    "stride_and_dilation": (
        "Strides {strides} and dilation {dilation_rate} cannot go together: one of them must be 1 "
        "everywhere."
    ),
    "output_padding": (
        "The output_padding {output_padding} must be less than the strides {strides} on every axis."
    ),
    "groups_of_filters": (
        "{filters} filters cannot be split into {groups} equal groups: take a multiple of {groups}."
    ),
    "groups_of_channels": (
        "{channels} channels cannot be split into {groups} equal groups: take a divisor of "
        "{channels}."
    ),
    "same_direction": (
        "Forward and backward layer go the same way: their go_backwards must differ."
    ),
    "unequal_directions": "Forward and backward layer must have the same {setting}.",
    "not_recurrent": "Bidirectional takes a recurrent layer, such as LSTM; {layer} is none.",
    "not_a_cell": "An RNN takes a cell, such as LSTMCell; {layer} is none.",
    "cell_alone": "{layer} is one step of a sequence, no layer of its own: put it inside an RNN.",
    "states_of_stateful": (
        "A Bidirectional of a stateful layer cannot return its states: switch one of them off."
    ),
    "several_arguments": "{layer} needs a query and a value; it cannot stand inside this layer.",
    "no_kernel": (
        "SpectralNormalization divides a kernel, such as that of Dense or Conv2D; {layer} has none."
    ),
    "groups_of_heads": (
        "{heads} heads cannot share {groups} keys and values equally: take a multiple of {groups}."
    ),
    "flash_dropout": "Flash attention works without dropout only; it is {dropout}.",
    "einsum_equation": (
        '{value} is no equation for one input and its weights: write one such as "ab,bc->ac" or '
        '"...x,xy->...y".'
    ),
    "einsum_letter": "The letter {letter} stands on one side only: nothing gives it a size.",
    "einsum_bias": "The bias axis {letter} is none of the output.",
    "mean_or_variance": "Mean and variance must be given together, or neither of them.",
    "mean_and_variance": (
        "The mean has the shape {mean} and the variance {variance}: they must be alike."
    ),
    "mean_axes": "The mean has more axes than are kept: its shape is {mean}, the axis {axis}.",
    "axis_twice": "Axis {axis} is named twice: name each axis once.",
    "adapted_constrained": (
        "Low-rank adaptation takes no constraint for the {weight}: take one of the two away."
    ),
    "adapted_untied": "Low-rank adaptation needs tie_weights: switch one of the two.",
    "no_bins": "Give the boundaries of the bins, or how many bins there are.",
    "shape_unasked": "Keras cannot tell what comes out of {layer} inside another layer.",
    "no_max_tokens": "To pad rows to max_tokens, say how many those are.",
    "inverted_rows": "Numbers are turned back into terms: the output mode must be int.",
    "idf_weights": "The output mode tf_idf and weights of the terms belong together.",
    "empty_vocabulary": "The vocabulary is empty: list the terms, or leave it to adapt().",
    "repeated_term": "{value} is listed twice in the vocabulary: list each term once.",
    "vocabulary_too_large": "The vocabulary has {size} terms, but max_tokens allows {most}.",
    "vocabulary_size": "The vocabulary has {size} terms, but its size is given as {known}.",
    "vocabulary_file": "{value} is a file, and files are not looked into: list the terms.",
    "length_of_rows": "Only numbers of terms have a length: set the output mode to int.",
    "ragged_rows": "Only numbers of terms can be ragged: set the output mode to int.",
    "sparse_numbers": "The numbers of bins cannot be sparse: switch sparse off, or give rows.",
    "frame_over_fft": "A frame of {length} samples is longer than the fft_length {fft_length}.",
    "step_over_frame": "The frame_step {step} must not be longer than a frame of {length} samples.",
    "zoom_to_nothing": "A factor of -1 leaves nothing: it must be greater than -1.",
    "limits_crossed": "The limit rmax {rmax} must not be less than rmin {rmin}.",
    "not_in_a_row": "A model holds layers that follow one another: select layers in a row.",
    "nothing_to_unpack": "Only a model inside the model can be unpacked: select one.",
    # layers that a user declares
    "expression_name": "{name} in {value} is not known here: there are {options}.",
    "expression_function": "{name} in {value} is no function: there are {options}.",
    "expression_arguments": "{name} in {value} takes one number.",
    "expression_unfinished": "{value} cannot be read: something is missing at its end.",
    "expression_unexpected": "{value} cannot be read: {token}, character {at}, has no place there.",
    "expression_too_long": "{value} has more than {most} characters.",
    "expression_too_deep": "{value} has more than {most} parentheses inside one another.",
    "expression_zero": "{value} divides by 0.",
    "expression_fraction": (
        "{value} is {top} / {bottom}, which is not whole: // or floor() round it down, ceil() up."
    ),
    "negative_size": "{value} is {size}, and no axis has fewer than 0 places.",
    "name_taken": "{name} has a meaning already: choose another name.",
    "not_a_name": "{value} is not a name: letters and digits make one, a letter first.",
    # single values
    "value_missing": "A value is needed here.",
    "model_empty": (
        "A model needs a layer: put another one in first, or leave the model and delete its block."
    ),
    "unfinished_json": "{value} is no JSON: something is missing in it or too much.",
    "not_whole": "{value} is not a whole number.",
    "only_matrices": (
        "{value} fills nothing but matrices, and the weight {weight} has the shape {shape}."
    ),
    "no_vectors": (
        "{value} fills weights of two axes or more, and the weight {weight} has the shape {shape}."
    ),
    "forget_bias_alone": (
        "An open forget gate is put beside what bias_initializer gives: choose one, such as zeros."
    ),
    "levels_needed": (
        "Brightness and saturation need the two ends of value_range, such as 0, 255: {value} is "
        "not two."
    ),
    "seed_not_whole": "Random numbers cannot start from {value}: the seed is a whole number.",
    "too_small": "{value} is too small: it must be at least {low}.",
    "not_a_number": "{value} is not a number.",
    "out_of_range": "{value} is out of range: it must be {range}.",
    "not_an_amount": "{value} is not an amount: write one such as 1,000,000, 1M or 2.5e9.",
    "not_a_size": (
        "{value} is not an amount of memory: write one such as 10 MB, 9.5 MiB or 10,000,000 bytes."
    ),
    "not_a_flag": "{value} is neither true nor false.",
    "not_an_option": "{value} is not one of {options}.",
    "wrong_length": "{value} must be {length} whole numbers, or one for all.",
    "not_a_list": "{value} is not a list of numbers.",
    "not_two_ends": "{value} is neither a number nor two of them.",
    "not_odd": "{value} is even: a window with a middle needs an odd number.",
    "ragged": "The lists in {value} are not equally long.",
    "not_a_mapping": "{value} is not a set of named values.",
    "too_deep": "Lists and objects are nested more than {most} deep.",
    "number_too_long": "The number that begins with {value} has more than {most} digits.",
    "number_too_large": "{value} is too large for a number.",
    "not_a_json_number": "{value} is not a number.",
    "key_twice": "{key} stands twice: each name may stand once.",
    "not_text": "{value} is not text.",
    "no_batch_axis": "A shape needs its batch axis.",
    "open_parenthesis": "{value} is not finished: its closing parenthesis is missing.",
    "two_shapes": "There are two input shapes: shape and batch_shape. Give one of them.",
    "two_left_open": "{value} leaves two sizes to be computed: -1 may stand once.",
    "not_a_permutation": "{value} must name every axis once, counted from 1.",
    "slash_in_name": "{name} contains a slash, which Keras does not allow in a name.",
    "duplicate_name": "Another layer is called {name}: names must differ.",
    "unknown_class": "{value} is not a layer that this program knows.",
    "unknown_setting": "{layer} has no such setting.",
    "no_setting_called": "{layer} has no setting called {value}.",
    "not_layer_calls": (
        "{value} is no list of layers: write them as in Python, such as LSTMCell(64), GRUCell(32)."
    ),
    "too_many_layers": "A design has at most {most} layers.",
}
