"""The use cases as verbs, one module an area."""
