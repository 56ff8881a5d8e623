"""What people get wrong when they count, in a sentence with the number that it gives."""

from __future__ import annotations

from designer.core.mistakes import Mistake
from designer.core.notation import Typeset, Writer, worked
from designer.i18n import tr

MISTAKES: dict[str, str] = {
    "forgot_channels": "Forgetting the channels that come in gives {formula}.",
    "flattened": "Dense does not flatten by itself, so it is not {formula}.",
    "forgot_bias": "Forgetting the bias gives {formula}.",
    "trained_only": "Counting only what is trained gives {formula}.",
    "bias_for_each_pair": "A bias for each channel and filter would give {formula}.",
    "output_size": "Counting the weights again at every place would give {formula}.",
}


def mistake_spans(sentence: str) -> tuple[tuple[str, bool], ...]:
    """*sentence* behind a bold label that says that it is about a mistake."""
    return ((tr("A common mistake:"), True), (f" {sentence}", False))


def mistake_text(slip: Mistake, write: Writer = Typeset) -> str:
    """ "Forgetting the channels that come in gives (5 · 5 + 1) · 64 = 1,664."."""
    return tr(MISTAKES[slip.code]).format(formula=worked(slip.tree, write))
