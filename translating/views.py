"""The translation page of the admin."""

from django.apps import apps
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core import roles
from core.admin import doors
from core.admin.addresses import url
from core.admin.bases import with_nonce
from core.admin.translations import page_url, strip
from core.content.translation_states import other_languages
from core.models import TranslatedModel
from translating import chosen, coverage, filling, machine
from translating.libretranslate import LONGEST_IN_REQUESTS
from translating.page import TranslationPage


@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: HttpRequest, label: str, pk: int, language: str) -> HttpResponse:
    """German beside one language; the buttons within the page fill fields and save nothing."""
    model = _model(request, label, language)
    entry: TranslatedModel = doors.staff_object(
        request, model._default_manager.all(), pk, roles.permission("change", model.translation_model())
    )
    page = TranslationPage(request, entry, language)
    if request.method == "POST":
        if "_copy" in request.POST:
            _copy(page)
        elif "_machine" in request.POST:
            _fill_by_machine(page)
        elif "_check" not in request.POST and page.save():
            return _saved(request, page)
    return _show(request, page)


def _model(request: HttpRequest, label: str, language: str) -> type[TranslatedModel]:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    if not issubclass(model, TranslatedModel) or language not in other_languages():
        raise Http404
    return model


def _show(request: HttpRequest, page: TranslationPage) -> HttpResponse:
    info = get_language_info(page.language)
    media = page.main.form.media
    for part in page.parts:
        media = media + part.form.media
    context = {
        **admin.site.each_context(request),
        "title": f"{page.entry}: {info['name_local']}",
        "page": page,
        "language": info,
        "strip": strip(request.user, page.entry),
        **_links(page.entry),
        "kinds": page.entry._meta.verbose_name_plural,
        "has_machine": machine.can_translate(page.language),
        "is_easy": page.language == "de-simple",
        "media": with_nonce(media, request),
    }
    return render(request, "admin/translating/page.html", context, status=422 if page.failed else 200)


def _links(entry: TranslatedModel) -> dict[str, str]:
    """The pages of the entry in the admin; what is edited within another one has none."""
    model = type(entry)
    if not admin.site.is_registered(model):
        return {}
    return {"entry_url": url(model, "change", entry.pk), "list_url": url(model, "changelist")}


def _copy(page: TranslationPage) -> None:
    wanted = page.request.POST["_copy"]
    texts = {
        line.bound.html_name: line.german
        for part in page.parts
        for line in part.lines
        if line.bound.html_name == wanted
    }
    page.put(texts)
    messages.info(page.request, _("The German text stands in the field. It is not saved yet."))


def _fill_by_machine(page: TranslationPage) -> None:
    """The empty fields, into the form: somebody looks at them before they are saved."""
    translator = chosen.translator(LONGEST_IN_REQUESTS) if machine.can_translate(page.language) else None
    empty = {
        filling.Wanted(part.entry, line.bound.name): line.bound.html_name
        for part in page.parts
        for line in part.lines
        if line.german and not line.bound.value()
    }
    if translator is None:
        messages.error(page.request, _("No machine translation is configured for this language."))
        return
    try:
        filled = filling.translate(translator, list(empty), page.language)
    except machine.TranslatorError as error:
        messages.error(page.request, f"{error} {_('What you have typed is still here.')}")
        return
    page.put({empty[one]: text for one, text in filled.texts.items()}, "machine" if filled.texts else "")
    text = ngettext(
        "%(count)d field has been filled by machine. It is not saved yet.",
        "%(count)d fields have been filled by machine. They are not saved yet.",
        len(filled.texts),
    )
    messages.info(page.request, text % {"count": len(filled.texts)})
    for line in filled.refused:
        messages.warning(page.request, f"{_('Not taken over:')} {line}")


def _saved(request: HttpRequest, page: TranslationPage) -> HttpResponse:
    model, language = type(page.entry), page.language
    again = page_url(model, page.entry.pk, language)
    messages.success(request, _("The translation has been saved."))
    if page.is_outdated:
        messages.warning(
            request,
            _("It still counts as outdated: not every changed place has been translated anew or ticked."),
        )
    elif "_next" in request.POST:
        following = coverage.next_to_do(model, language, after=page.entry.pk)
        if following is not None:
            return HttpResponseRedirect(page_url(model, following, language))
        messages.info(request, _("Nothing of this kind is missing or outdated in this language."))
    return HttpResponseRedirect(again)
