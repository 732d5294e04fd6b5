"""One catalogue is one folder: a SQLite database, vector files and model versions."""
