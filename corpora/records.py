"""The base of all records read from data files, and the types they share."""

import msgspec

Labels = dict[str, str]
Texts = dict[str, tuple[str, ...]]


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A frozen record that refuses unknown keys."""
