"""Runs inside .venv: `dev.py where ADDRESS` names the files that make a page.

The page is asked for once, as a visitor, from the database of `dev.py run`; nothing is written.
"""

import inspect
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import django
from django.template import Template
from django.test import Client
from django.test.signals import template_rendered
from django.test.utils import setup_test_environment
from django.urls import Resolver404, resolve

from dev_tools.environment import ROOT


def lines(address: str) -> list[str]:
    """What makes the page at this address: its view, its address pattern and its templates.

    Raises Resolver404 where no view has the address.
    """
    path = urlsplit(address).path or "/"
    path = path if path.startswith("/") else f"/{path}"
    match = resolve(path)
    view = inspect.unwrap(getattr(match.func, "view_class", match.func))
    source = Path(inspect.getsourcefile(view) or "")
    shown = source.relative_to(ROOT) if source.is_relative_to(ROOT) else source
    name = f"{match.namespace}:{match.url_name}" if match.namespace else str(match.url_name)
    found = [
        f"view      {shown}:{inspect.getsourcelines(view)[1]}  {view.__name__}",
        f"address   {name}  ({match.route})",
    ]
    return found + [f"template  {template}" for template in _templates(path)]


def _templates(path: str) -> list[str]:
    """The files of the templates that were rendered for this address, the outermost first, each once."""
    rendered: list[Template] = []

    def note(template: Template, **_: object) -> None:
        rendered.append(template)

    template_rendered.connect(note)
    try:
        Client(SERVER_NAME="127.0.0.1").get(path)
    finally:
        template_rendered.disconnect(note)
    return list(dict.fromkeys(_files(rendered)))


def _files(templates: Iterable[Template]) -> Iterable[str]:
    for template in templates:
        file = Path(template.origin.name)
        if file.is_relative_to(ROOT) and ".venv" not in file.parts:
            yield str(file.relative_to(ROOT))


def main(arguments: list[str]) -> int:
    """Print the files of each address; 1 when one of them has none."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ki_site.settings")
    django.setup()
    setup_test_environment()
    missing = 0
    for address in arguments:
        print(address)
        try:
            for line in lines(address):
                print(f"  {line}")
        except Resolver404:
            missing = 1
            print("  no view has this address: see the urls.py of each room")
    return missing


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
