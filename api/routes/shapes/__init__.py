"""What the JSON API takes and answers with, one module a subject."""
