"""The original study on any labelled set: its tables and figures, and what it should have measured."""
