"""What a drag from the palette carries."""

from PySide6.QtCore import QMimeData

LAYER_TYPE = "application/x-layer-designer-type"
"""A layer type: its Keras class name in UTF-8."""


def carry_type(keras: str) -> QMimeData:
    """The layer type *keras* for a drag."""
    data = QMimeData()
    data.setData(LAYER_TYPE, keras.encode())
    return data


def carried_type(data: QMimeData) -> str:
    """The layer type in *data*; empty if there is none."""
    return bytes(data.data(LAYER_TYPE).data()).decode("utf-8", "replace")
