"""The data files of this package in; one frozen ``Knowledge`` out."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import msgspec
import yaml

from corpora.law import Country
from corpora.records import Shape
from corpora.shapes import (
    Code,
    Element,
    EntityKind,
    EventKind,
    EventRules,
    Factor,
    FactRules,
    Group,
    Knowledge,
    Language,
    Names,
    Phrases,
    Places,
    Role,
    SourceNote,
)

ShapeT = TypeVar("ShapeT", bound=Shape)
_ROOT = files("corpora")


class DataFileError(Exception):
    """A data file does not have the shape it must have."""


def read_yaml(path: Traversable) -> Any:
    """Return the content of one data file, as plain Python values."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 (safe loader)


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_shape(path: Traversable, shape: type[ShapeT]) -> ShapeT:
    """Read one data file.

    Raises:
        DataFileError: naming the file and what is wrong with it.
    """
    try:
        return msgspec.convert(read_yaml(path), shape)
    except (msgspec.ValidationError, yaml.YAMLError) as error:
        raise DataFileError(f"{path}: {error}") from error


def read_folder(folder: str, shape: type[ShapeT]) -> tuple[ShapeT, ...]:
    """Read every ``*.yaml`` of a folder of this package, by name."""
    paths = sorted(_ROOT.joinpath(folder).iterdir(), key=lambda path: path.name)
    return tuple(read_shape(path, shape) for path in paths if path.name.endswith(".yaml"))


@cache
def load() -> Knowledge:
    """Return all knowledge; files are read once a process."""
    about = read_yaml(_ROOT.joinpath("taxonomy/about.yaml"))
    return Knowledge(
        taxonomy_version=about["version"],
        groups=msgspec.convert(about["groups"], tuple[Group, ...]),
        codes=read_folder("taxonomy/codes", Code),
        factors=read_folder("taxonomy/factors", Factor),
        elements=read_folder("taxonomy/elements", Element),
        events=read_folder("events/kinds", EventKind),
        fact_rules=read_shape(_ROOT.joinpath("facts.yaml"), FactRules),
        event_rules=read_shape(_ROOT.joinpath("events/about.yaml"), EventRules),
        entities=read_folder("entities/kinds", EntityKind),
        roles=read_folder("entities/roles", Role),
        phrases=read_folder("entities/phrases", Phrases),
        names=read_folder("names", Names),
        places=read_folder("places", Places),
        countries=read_folder("countries", Country),
        languages=read_folder("languages", Language),
        sources=msgspec.convert(read_yaml(_ROOT.joinpath("sources.yaml")), dict[str, SourceNote]),
        general_rules=tuple(about["general_rules"]),
    )
