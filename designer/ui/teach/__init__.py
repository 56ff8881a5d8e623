"""In front of a class: the design full screen, one layer a step."""
