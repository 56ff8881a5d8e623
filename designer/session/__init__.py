"""The open document, and everything that may change it: QtCore and QtGui, no widgets."""
