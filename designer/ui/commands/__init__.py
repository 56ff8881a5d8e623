"""What the commands of `ui/actions.py` do, one class for each menu."""
