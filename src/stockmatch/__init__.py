"""Stockmatch matches an employee's product photo to the supplier's catalogue."""

__version__ = "0.1.0"
