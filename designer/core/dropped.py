"""The layers of Keras 1 and 2 for which Keras 3 has none that does the same."""

from __future__ import annotations

from collections.abc import Mapping

DROPPED: Mapping[str, str] = {
    "CategoryCrossing": "",
    "ConvLSTM2DCell": "ConvLSTM2D",
    "CuDNNLSTM": "LSTM",
    "Highway": "",
    "LocallyConnected1D": "Conv1D",
    "LocallyConnected2D": "Conv2D",
    "MaxoutDense": "Dense",
    "Merge": "",
    "ParametricSoftplus": "PReLU",
    "RandomFourierFeatures": "",
    "RandomHeight": "RandomZoom",
    "RandomWidth": "RandomZoom",
    "SReLU": "PReLU",
}
"""Each with the layer of today that comes closest, if one does."""

_LEAST = 4


def dropped(text: str) -> str | None:
    """The one of them whose name begins as *text* does, whatever the case."""
    asked = text.strip().lower()
    if len(asked) < _LEAST:
        return None
    return next((name for name in DROPPED if name.lower().startswith(asked)), None)
