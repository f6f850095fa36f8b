"""Count what is hard to read in the easy-German files of the content."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from ki_site.portal.content.reader import read
from translating import easy_german


class Command(BaseCommand):
    help = "Report the warnings of easy German per 100 sentences. With -v 2 each with its place."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=Path(settings.CONTENT_DIR) / "de-simple")

    def handle(self, *args: Any, folder: Path, verbosity: int = 1, **options: Any) -> None:
        counts: Counter[str] = Counter()
        total = 0
        for path in sorted(folder.glob("*.yaml")):
            for place, text in _texts(read(path), path.name):
                is_html = "</" in text
                total += len(easy_german.sentences(text, is_html))
                for warning in easy_german.check(text, is_html):
                    counts[str(warning.rule.label)] += 1
                    if verbosity > 1:
                        line = f"{place}, {warning.sentence}: {warning.rule.label}: {warning.words}"
                        self.stdout.write(line)
        for label, number in counts.most_common():
            self.stdout.write(f"{number:5} {label}")
        rate = 100 * counts.total() / total if total else 0
        self.stdout.write(f"{counts.total()} warnings in {total} sentences, {rate:.0f} per 100 sentences.")


def _texts(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, f"{place}: {key}")
    elif isinstance(value, str):
        yield place, value
