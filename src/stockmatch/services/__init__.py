"""The use cases: synchronous, cancellable, without Qt."""
