"""Files of strangers in; pages with text, boxes and trust out. Nothing else opens such files."""

from nlp.pages.read import read, render

__all__ = ["read", "render"]
