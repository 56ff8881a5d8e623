"""Texts made of a report."""
