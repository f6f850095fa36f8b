"""Translations, edited on the page of their entry."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from ki_site.core.models import TranslatedModel, Translation


def other_languages() -> list[str]:
    """Codes of the site's languages without German."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


class TranslationForm(forms.ModelForm):
    still_fits = forms.BooleanField(
        label=_("still fits the German text"),
        required=False,
        help_text=_("Tick this where the German text has changed, but the translation may stay as it is."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self._meta.model.text_fields():
            if name in self.fields:
                # What is not translated yet is shown in German.
                self.fields[name].required = False
        if not self.instance.pk or not self.instance.is_outdated:
            self.fields["still_fits"].widget = forms.HiddenInput()
            self.fields["still_fits"].disabled = True
        if self.instance.pk:
            right_to_left = get_language_info(self.instance.language)["bidi"]
            for name in self.instance.text_fields():
                if name in self.fields:
                    self.fields[name].widget.attrs |= {
                        "lang": self.instance.language,
                        "dir": "rtl" if right_to_left else "ltr",
                    }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        texts = [data.get(name) for name in self._meta.model.text_fields() if name in self.fields]
        if not self.errors and texts and not any(texts):
            raise forms.ValidationError(_("Write at least one text in this language, or delete it."))
        return data


class TranslationInline(admin.StackedInline):
    """One language a block, folded away; the state says when the German text has changed since."""

    form = TranslationForm
    extra = 0
    classes = ["collapse"]
    verbose_name = _("translation")
    verbose_name_plural = _("Translations")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        texts = self.model.text_fields()
        return [("language", "status"), "state", *texts, "still_fits", ("reviewed_by", "reviewed_on")]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["state"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(language__in=other_languages()).select_related("parent")

    def get_max_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return len(other_languages())

    @admin.display(description=_("state"))
    def state(self, obj: Translation) -> str:
        if not obj.pk:
            return "–"
        if obj.is_outdated:
            return format_html(
                '<span class="mark mark-due">{}</span>', _("outdated: the German text has changed since")
            )
        return format_html('<span class="mark mark-published">{}</span>', _("up to date"))


def translation_inline(model: type[TranslatedModel]) -> type[TranslationInline]:
    """The inline for the translations of `model`."""
    return type(
        f"{model.__name__}TranslationInline", (TranslationInline,), {"model": model.translation_model()}
    )
