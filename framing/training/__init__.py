"""From an annotated corpus to a model folder (needs the extra `[train]`)."""
