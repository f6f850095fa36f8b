"""Translate by machine what is missing or outdated; needs TRANSLATION_URL."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.content import parts
from core.content.translation_states import other_languages
from translating import chosen, filling, machine


class Command(BaseCommand):
    help = "Translate by machine. Never touches what a person has written or reviewed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--language", action="append", required=True, help="code, for example uk")
        parser.add_argument("--kind", action="append", help="a model, for example offers.offer; default: all")
        parser.add_argument("--missing", action="store_true", help="entries that have no translation")
        parser.add_argument("--outdated", action="store_true", help="older translations by machine")
        parser.add_argument("--dry-run", action="store_true", help="say how many and change nothing")

    def handle(
        self, *args: Any, language: list[str], kind: list[str] | None, dry_run: bool, **options: Any
    ) -> None:
        models = {model._meta.label_lower: model for model in parts.translated_models()}
        if unknown := set(kind or ()) - set(models):
            raise CommandError(f"There is no kind {', '.join(sorted(unknown))}. Known: {', '.join(models)}.")
        if unknown := set(language) - set(other_languages()):
            raise CommandError(f"The site has no language {', '.join(sorted(unknown))} (see LANGUAGES).")
        looks = {"missing": filling.missing_in, "outdated": filling.outdated_in}
        chosen = [name for name in looks if options[name]]
        if not chosen:
            raise CommandError("Say --missing, --outdated or both.")
        for code in language:
            for label in kind or models:
                for name in chosen:
                    entries = list(looks[name](models[label], code))
                    if dry_run:
                        self.stdout.write(f"{code} {label}: {len(entries)} {name}")
                    else:
                        self._fill(code, label, entries)

    def _fill(self, code: str, label: str, entries: list[Any]) -> None:
        translator = chosen.translator()
        if translator is None:
            raise CommandError("No translation server is configured: set TRANSLATION_URL (see README).")
        if not machine.can_translate(code):
            raise CommandError(f"Machines do not translate into {code}.")
        done = 0
        for start in range(0, len(entries), filling.TOGETHER):
            try:
                filled = filling.fill(translator, entries[start : start + filling.TOGETHER], code)
            except machine.TranslatorError as error:
                raise CommandError(f"{code} {label}: {done} texts stored, then: {error}") from error
            done += len(filled.texts)
            for line in filled.refused:
                self.stderr.write(f"refused: {code} {label}: {line}")
        if entries:
            self.stdout.write(f"{code} {label}: {done} texts of {len(entries)} entries translated")
