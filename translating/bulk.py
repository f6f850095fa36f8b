"""Files for translators: the form of the export, and the import with a look at what it changes."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from core.content import changes
from core.content.translation_states import other_languages
from core.models import Translation
from core.uploads import preview
from core.uploads.refusal import RefusedError
from translating import coverage, plan, sheet, units, xliff
from translating.reads import MOST_BYTES, Read

_PURPOSE = "translations.import"
_TYPES = {
    "xlf": "application/xliff+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WRITE: dict[str, Callable[..., bytes]] = {"xlf": xliff.write, "xlsx": sheet.write}
_READ: dict[str, Callable[..., list[Read]]] = {"xlf": xliff.read, "xliff": xliff.read, "xlsx": sheet.read}


def _language_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("language"),
        choices=lambda: [(code, name) for code, name in settings.LANGUAGES if code in other_languages()],
    )


class ExportForm(forms.Form):
    language = _language_field()
    which = forms.ChoiceField(
        label=gettext_lazy("Which texts?"),
        choices=[
            (units.Which.TO_DO.value, gettext_lazy("missing and outdated ones")),
            (units.Which.MISSING.value, gettext_lazy("missing ones")),
            (units.Which.OUTDATED.value, gettext_lazy("outdated ones")),
            (units.Which.ALL.value, gettext_lazy("all")),
        ],
    )
    ending = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=[
            ("xlsx", gettext_lazy("Excel table")),
            ("xlf", gettext_lazy("XLIFF 2 for translation programs")),
        ],
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds (none ticked: all)"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, models: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.models = {model._meta.label_lower: model for model in models}
        self.fields["kinds"].choices = [  # type: ignore[attr-defined]
            (label, capfirst(model._meta.verbose_name_plural)) for label, model in self.models.items()
        ]


class ImportForm(forms.Form):
    language = _language_field()
    status = forms.ChoiceField(
        label=gettext_lazy("state of what changes"),
        choices=[
            (Translation.Status.DRAFT.value, gettext_lazy("Draft: not shown yet")),
            (Translation.Status.MACHINE.value, gettext_lazy("Machine translation: shown with a note")),
        ],
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("An Excel table (.xlsx) or an XLIFF file (.xlf) that was exported here."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlf,.xliff"}),
    )


def _models(request: HttpRequest) -> list[Any]:
    models = coverage.models_for(request.user)
    if not models or not other_languages():
        raise PermissionDenied
    return models


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The form; with `which` in the address the file itself."""
    models = _models(request)
    is_asked = "which" in request.GET
    form = ExportForm(request.GET if is_asked else None, models=models, initial=request.GET.dict())
    if not (is_asked and form.is_valid()):
        return _show(
            request, {"title": _("Export"), "form": form, "is_export": True}, 422 if is_asked else 200
        )
    data = form.cleaned_data
    chosen = [form.models[label] for label in data["kinds"]] or models
    found = units.collect(chosen, data["language"], units.Which(data["which"]))
    if not found:
        messages.info(request, _("There is nothing to export: no text of this kind is missing or outdated."))
        return HttpResponseRedirect(f"{reverse('admin:translations_export')}?language={data['language']}")
    content = _WRITE[data["ending"]](found, data["language"])
    response = HttpResponse(content, content_type=_TYPES[data["ending"]])
    name = f"texte-{data['language']}-{timezone.localdate()}.{data['ending']}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Nothing is stored before the preview has been confirmed; what does not fit is named and left out."""
    _models(request)
    if request.method == "POST" and "data" in request.POST:
        return _confirm(request)
    form = ImportForm(
        request.POST or None, request.FILES or None, initial=request.GET.dict(), use_required_attribute=False
    )
    if request.method != "POST" or not form.is_valid():
        return _show(request, {"title": _("Import"), "form": form}, 422 if form.errors else 200)
    file, language = form.cleaned_data["file"], form.cleaned_data["language"]
    try:
        found = _read(file, language)
        made = plan.make(found, language, request.user)
        if not made.mistakes or made.steps:
            return _preview(request, made, language, form.cleaned_data["status"], file.name)
        mistakes = made.mistakes
    except RefusedError as error:
        mistakes = [plan.Mistake(0, "", str(error))]
    context = {"title": _("Import"), "form": form, "mistakes": mistakes, "file_name": file.name}
    return _show(request, context, 422)


def _read(file: Any, language: str) -> list[Read]:
    if file.size > MOST_BYTES:
        raise RefusedError(_("The file is too large."))
    reader = _READ.get(file.name.lower().rpartition(".")[2])
    if reader is None:
        raise RefusedError(_("Only files that end in .xlsx or .xlf can be read."))
    return reader(file.read(), language)


def _preview(
    request: HttpRequest, made: plan.Plan, language: str, status: str, name: str, problem: str = ""
) -> HttpResponse:
    """Only what changes is carried on, signed: no file has to be kept on the server."""
    rows = [(step.read.place, step.read.key, step.read.text, step.read.fits) for step in made.steps]
    told = {"language": language, "status": status, "name": name, "rows": rows, "digest": made.digest}
    context = {
        "title": _("Import"),
        "plan": made,
        "mistakes": made.mistakes,
        "language": dict(settings.LANGUAGES)[language],
        "code": language,
        "status": Translation.Status(status).label,
        "file_name": name,
        "problem": problem,
        "data": preview.packed(told, _PURPOSE) if made.steps else "",
    }
    return _show(request, context, 422 if problem else 200)


def _confirm(request: HttpRequest) -> HttpResponse:
    try:
        told = preview.unpacked(request.POST["data"], _PURPOSE)
    except RefusedError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("admin:translations_import"))
    found = [Read(*row) for row in told["rows"]]
    try:
        with changes.batch():
            plan.lock(found)
            made = plan.make(found, told["language"], request.user)
            if made.mistakes or made.digest != told["digest"]:
                problem = _("Somebody has changed texts in the meantime. Look at the preview again.")
                again = (made, told["language"], told["status"], told["name"], problem)
                return _preview(request, *again)
            count = plan.carry_out(made, told["language"], told["status"])
    except IntegrityError:
        messages.error(request, _("Somebody has saved the same texts at this moment. Nothing was imported."))
        return HttpResponseRedirect(reverse("admin:translations_import"))
    text = ngettext("%(count)d text has been imported.", "%(count)d texts have been imported.", count)
    messages.success(request, text % {"count": count})
    return HttpResponseRedirect(f"{reverse('admin:translations')}?language={told['language']}")


def _show(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    context = {**admin.site.each_context(request), **context}
    return render(request, "admin/translating/bulk.html", context, status=status)
