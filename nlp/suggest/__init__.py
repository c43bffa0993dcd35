"""A marked document in; suggestions, each with its source, evidence and reason, out."""
