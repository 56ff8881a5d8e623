"""The window: shows a Report and turns gestures into edits. Computes nothing."""
