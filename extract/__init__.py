"""Lands NAV's TILT reports (PDF, text, XLSX) as raw rows: what is printed, as text."""

__version__ = "0.2.0"
