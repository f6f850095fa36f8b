"""Translations in lists and on the page of their entry; they are written on a page of their own."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin import SimpleListFilter
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import roles
from core.content import changes, parts
from core.content.translation_states import State, by_language, other_languages
from core.editing.locking import lock
from core.models import TranslatedModel, Translation

__all__ = ["LanguageFilter", "TranslationFilter", "other_languages"]


def may_translate(user: Any, model: type[TranslatedModel], action: str = "change") -> bool:
    """Whether `user` may write translations of `model`."""
    return roles.may(user, action, model.translation_model())


def page_url(model: type[TranslatedModel], pk: int, language: str) -> str:
    """The address of the page where an entry is translated into a language."""
    return reverse("admin:translate", args=[model._meta.label_lower, pk, language])


# --- On the page of the entry -------------------------------------------------------------------------


@dataclass(frozen=True)
class Language:
    """One language in the strip; `url` is empty for those who may not translate."""

    code: str
    name: str
    state: State
    url: str


def strip(user: Any, entry: TranslatedModel) -> list[Language]:
    """The languages of an entry with their states; two queries and two for each kind of part."""
    allowed = may_translate(user, type(entry))
    names = dict(settings.LANGUAGES)
    return [
        Language(code, names[code], state, page_url(type(entry), entry.pk, code) if allowed else "")
        for code, state in by_language(entry).items()
    ]


# --- In lists -----------------------------------------------------------------------------------------


def with_counts(queryset: QuerySet) -> QuerySet:
    """With the numbers of translations and of outdated ones, for the column; no query more."""
    rows = queryset.model.translation_model().objects.filter(
        parent=OuterRef("pk"), language__in=other_languages()
    )
    outdated = rows.exclude(source_digest=OuterRef("text_digest"))
    return queryset.annotate(translated_count=_number(rows), outdated_count=_number(outdated))


def _number(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().values("parent").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


@admin.display(description=gettext_lazy("translations"), ordering="-outdated_count")
def translations_column(obj: Any) -> str:
    """How many languages there are, and how many of them are outdated."""
    number = _("%(count)d of %(total)d") % {"count": obj.translated_count, "total": len(other_languages())}
    if not obj.outdated_count:
        return number
    mark = _("%(count)d outdated") % {"count": obj.outdated_count}
    return format_html('{} <span class="mark mark-due">{}</span>', number, mark)


class TranslationFilter(SimpleListFilter):
    title = gettext_lazy("translations")
    parameter_name = "translations"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("outdated", gettext_lazy("Older than the German text")),
            ("machine", gettext_lazy("By machine, not reviewed")),
            ("draft", gettext_lazy("Not shown yet (draft)")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        rows = queryset.model.translation_model().objects.filter(language__in=other_languages())
        if self.value() == "outdated":
            return queryset.filter(pk__in=rows.outdated().values("parent"))
        if self.value() in (Translation.Status.MACHINE, Translation.Status.DRAFT):
            return queryset.filter(pk__in=rows.filter(status=self.value()).values("parent"))
        return queryset


class LanguageFilter(SimpleListFilter):
    title = gettext_lazy("not translated into")
    parameter_name = "without"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in other_languages():
            return queryset
        rows = queryset.model.translation_model().objects.filter(language=self.value())
        return queryset.filter(parts.with_german(queryset.model)).exclude(pk__in=rows.values("parent"))


@admin.action(description=gettext_lazy("Mark translations as reviewed"), permissions=["translate"])
def mark_reviewed(modeladmin: Any, request: HttpRequest, queryset: QuerySet) -> TemplateResponse | None:
    """Asks for the languages; then all that are not outdated are reviewed, with their parts."""
    chosen = [code for code in request.POST.getlist("languages") if code in other_languages()]
    if not chosen:
        context = {
            **modeladmin.admin_site.each_context(request),
            "title": _("Mark translations as reviewed"),
            "opts": modeladmin.model._meta,
            "entries": queryset,
            "languages": [(code, dict(settings.LANGUAGES)[code]) for code in other_languages()],
            "failed": "confirm" in request.POST,
        }
        return TemplateResponse(request, "admin/translating/mark_reviewed.html", context)
    with changes.batch():
        done, outdated = _mark(queryset, chosen)
    text = ngettext(
        "%(count)d translation is now reviewed.", "%(count)d translations are now reviewed.", done
    )
    modeladmin.message_user(request, text % {"count": done})
    if outdated:
        text = ngettext(
            "%(count)d translation is outdated and was left as it is.",
            "%(count)d translations are outdated and were left as they are.",
            outdated,
        )
        modeladmin.message_user(request, text % {"count": outdated}, messages.WARNING)
    return None


def _mark(queryset: QuerySet, languages: list[str]) -> tuple[int, int]:
    """Save one by one, for the history: how many are reviewed now, how many are outdated."""
    done = outdated = 0
    model: Any = queryset.model
    keys = list(queryset.values_list("pk", flat=True))
    lock(model, keys)
    kinds = [(model, {"pk__in": keys})]
    kinds += [(part, {f"{link}__in": keys}) for part, link in parts.part_models(model)]
    for kind, condition in kinds:
        rows = kind.translation_model().objects.filter(
            parent__in=kind._default_manager.filter(**condition), language__in=languages
        )
        for row in rows.exclude(status=Translation.Status.REVIEWED).select_related("parent"):
            if row.is_outdated:
                outdated += 1
                continue
            row.status = Translation.Status.REVIEWED
            row.save(minor=True)
            done += 1
    return done, outdated
