"""Layer Designer: drag layers into a chain and see at once what they cost."""

__version__ = "0.1.0"
