"""The docks and tabs around the canvas: each shows the report from one side."""
