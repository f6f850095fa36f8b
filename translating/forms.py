"""The forms of the translation page: the texts of one object, and the state of all of them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from core.admin import ContentAdmin
from core.models import TranslatedModel, Translation
from translating import keeping

Status = Translation.Status


class TextForm(forms.ModelForm):
    """The texts of one object in one language; an empty field is shown in German."""

    text_names: tuple[str, ...] = ()

    fits = forms.BooleanField(
        required=False, label=gettext_lazy("The translation says what the German text says today")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in self.text_names:
            if problem := keeping.brackets(data.get(name) or ""):
                self.add_error(name, problem)
        return data


def text_form(
    request: HttpRequest, entry: TranslatedModel, row: Translation | None, language: str, data: Any
) -> TextForm:
    """The form for one object: its fields that have a text in German or in the language already."""
    model: Any = entry.translation_model()
    instance = row or model(parent=entry, language=language)
    names = tuple(n for n in entry.text_fields() if getattr(entry, n) or getattr(instance, n))
    widgets = ContentAdmin(type(entry), admin.site)

    def field_for(db_field: Any, **kwargs: Any) -> Any:
        field = widgets.formfield_for_dbfield(db_field, request, **kwargs)
        field.required = False
        info = get_language_info(language)
        field.widget.attrs |= {"lang": language, "dir": "rtl" if info["bidi"] else "ltr"}
        field.label = capfirst(field.label)
        field.help_text = ""
        return field

    made: Any = forms.modelform_factory(model, form=TextForm, fields=names, formfield_callback=field_for)
    form = made(data, instance=instance, prefix=f"{entry._meta.model_name}-{entry.pk}")
    form.text_names = names
    return form


class StateForm(forms.Form):
    """The state of what is saved on the page; for easy German also who checked it."""

    status = forms.ChoiceField(
        label=gettext_lazy("state of the translation"),
        choices=Status.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "A draft is not shown. A machine translation is shown with a note. Reviewed: somebody who "
            "speaks the language has read it beside the German text."
        ),
    )
    reviewed_by = Translation._meta.get_field("reviewed_by").formfield()
    reviewed_on = Translation._meta.get_field("reviewed_on").formfield(
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(
        self,
        data: Any,
        *,
        instance: Translation | None,
        rows: list[Translation | None],
        language: str,
    ) -> None:
        known = [row.status for row in (instance, *rows) if row is not None]
        initial: dict[str, Any] = {"status": known[0] if known else Status.DRAFT}
        if instance is not None:
            initial |= {"reviewed_by": instance.reviewed_by, "reviewed_on": instance.reviewed_on}
        super().__init__(data, initial=initial)
        if language != "de-simple":
            del self.fields["reviewed_by"], self.fields["reviewed_on"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("reviewed_by")) != bool(data.get("reviewed_on")):
            self.add_error(
                "reviewed_on" if data.get("reviewed_by") else "reviewed_by",
                _("Say both who checked the text and when."),
            )
        return data

    @property
    def status_changed(self) -> bool:
        return "status" in self.changed_data

    @property
    def notes_changed(self) -> bool:
        return not {"reviewed_by", "reviewed_on"}.isdisjoint(self.changed_data)

    def note(self, row: Translation) -> None:
        for name in ("reviewed_by", "reviewed_on"):
            if name in self.cleaned_data:
                setattr(row, name, self.cleaned_data[name])
