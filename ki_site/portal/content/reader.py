"""Reading the content files: structure in `<dir>/*.yaml`, texts in `<dir>/<language>/*.yaml`."""

import re
from pathlib import Path
from typing import Any

import yaml

Entries = dict[str, dict[str, Any]]


class ContentError(Exception):
    """A mistake in a content file; the message names file and entry."""


# The parser in C, where PyYAML was built with it, is ten times as fast.
_Base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc, valid-type]
    """YAML whose keys are texts ("2009:" is no number, "2024-12-31:" no date) and must not occur twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in mapping:
                line = key_node.start_mark.line + 1
                raise yaml.MarkedYAMLError(problem=f"line {line}: {key!r} occurs twice")
            mapping[key] = self.construct_object(value_node, deep=deep)
        return mapping

    def construct_everything(self, node: yaml.MappingNode) -> dict[Any, Any]:
        return self.construct_mapping(node, deep=True)


def _clock_times_are_texts() -> None:
    """Without this, YAML 1.1 reads 9:00 as the number 540."""
    _Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:int"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    _Loader.add_implicit_resolver(
        "tag:yaml.org,2002:int", re.compile(r"^[-+]?(0|[1-9][0-9]*)$"), list("-+0123456789")
    )


_clock_times_are_texts()
_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.construct_everything)


def read(file: Path) -> Entries:
    """The entries of one file by key; none if it does not exist. Raises ContentError."""
    if not file.exists():
        return {}
    shown = f"{file.parent.name}/{file.name}"
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader) or {}  # noqa: S506 (a safe loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContentError(f"{shown}: this is no valid YAML: {error}") from error
    if not isinstance(data, dict):
        raise ContentError(f"{shown}: expected entries of the form “key: fields”.")
    for key, entry in data.items():
        if entry is None:
            data[key] = {}
        elif not isinstance(entry, dict):
            raise ContentError(f"{shown}: {key}: expected fields, found {entry!r}.")
    return data
