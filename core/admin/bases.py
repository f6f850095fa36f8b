"""The three kinds of admin pages: content, what is published, and what is checked by date as well."""

from collections.abc import Callable
from contextlib import nullcontext
from copy import copy
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.db.models import DateTimeField, Field, QuerySet, TextField
from django.forms import CheckboxSelectMultiple, ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from js_asset import Media
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from core import references, roles
from core.admin import clock_fields, columns, deciding, side_by_side, translations, typed, versions
from core.admin.actions import archive, mark_checked, publish, submit_for_approval
from core.admin.address_form import AddressForm
from core.admin.addresses import url
from core.admin.differences import Differences
from core.admin.filters import DueFilter, StatusFilter, VisibleFilter
from core.admin.searching import FoldedSearch
from core.admin.whole_pages import WholeBeforePublic
from core.content import changes
from core.content.publishing import stored_status
from core.models import ContentModel, Publishable, TranslatedModel

PUBLISHING = (_("Publishing"), {"fields": ["status", ("published_from", "published_until")]})
FRESHNESS = (
    _("Is it still true?"),
    {"fields": [("checked_on", "checked_precision", "check_every"), "is_uncertain", "source", "checked_by"]},
)
RECORD = (_("Record"), {"fields": ["last_change"]})


class ContentAdmin(FoldedSearch, SimpleHistoryAdmin):
    """Texts with translations, history with differences, preview, rich text under the strict CSP."""

    form: type[ModelForm] = AddressForm
    save_on_top = True
    show_facets = admin.ShowFacets.ALWAYS
    list_per_page = 50
    change_form_template = "admin/content_change_form.html"
    object_history_list_template = "admin/history_list.html"
    # Many-to-many relations to short lists, shown as boxes to tick.
    tick_boxes: tuple[str, ...] = ()
    actions = [translations.mark_reviewed]

    formfield_overrides = {
        TextField: {"widget": AdminTextareaWidget(attrs={"rows": 4})},
        **clock_fields.FIELDS,
    }

    class Media:
        css = {"all": ["css-admin/content.css"]}
        js = ["js-admin/content.js", "js-admin/references.js", "js-admin/typed.js"]

    @property
    def is_translated(self) -> bool:
        return issubclass(self.model, TranslatedModel) and bool(translations.other_languages())

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        filters = list(super().get_list_filter(request))
        if self.is_translated:
            filters += [translations.TranslationFilter, translations.LanguageFilter]
        return filters

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        shown = list(super().get_list_display(request))
        return [*shown, translations.translations_column] if self.is_translated else shown

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        found = super().get_queryset(request)
        page = (request.resolver_match and request.resolver_match.url_name) or ""
        return (
            translations.with_counts(found) if self.is_translated and page.endswith("_changelist") else found
        )

    def get_actions(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = super().get_actions(request, *args, **kwargs)
        if not (self.is_translated and self.has_translate_permission(request)):
            found.pop("mark_reviewed", None)
        return found

    def has_translate_permission(self, request: HttpRequest) -> bool:
        return self.is_translated and translations.may_translate(request.user, self.model)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address of the form fills in, without what its fields could never hold."""
        given = super().get_changeform_initial_data(request)
        return {name: value for name, value in given.items() if self._can_hold(name, value)}

    def _can_hold(self, name: str, value: Any) -> bool:
        """Django takes what stands in the address as it is, and fails where a field shows it."""
        try:
            field: Any = self.opts.get_field(name)
        except FieldDoesNotExist:
            return False
        if isinstance(field, DateTimeField) or field.auto_created:
            return False
        kept = field.target_field if field.is_relation else field
        try:
            for one in value if isinstance(value, list) else [value]:
                kept.run_validators(kept.to_python(one))
        except ValidationError:
            return False
        return True

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        """Only when adding: an address that has been given out does not follow its title."""
        return {} if obj else dict(super().get_prepopulated_fields(request, obj))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [*super().get_readonly_fields(request, obj), "last_change"]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.tick_boxes:
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        clock_fields.prepare(field, db_field.name)
        widget: Any = getattr(field, "widget", None)
        if isinstance(widget, AdminSplitDateTime):
            for part, name in zip(widget.widgets, (gettext("date"), gettext("time")), strict=True):
                part.attrs["aria-label"] = f"{capfirst(field.label)}: {name}"
        if hasattr(widget, "can_delete_related"):
            # What is chosen in one entry is never deleted from there.
            widget.can_delete_related = widget.can_view_related = False
        return field

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """The address in the site itself: the detour over Django's redirect needs a table of sites."""
        if obj is None or not obj.pk or not hasattr(obj, "get_absolute_url"):
            return None
        return obj.get_absolute_url()

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Of deleted entries, too. What was noted before there were versions is shown on demand."""
        key = self._key(unquote(object_id))
        if issubclass(self.model, ContentModel) and "old" not in request.GET:
            return versions.history(self, request, key)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """To look at: simple-history would save what is sent here, from everybody who may look."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        self._check_keys(unquote(object_id), version_id)
        if issubclass(self.model, ContentModel):
            if not self.has_view_or_change_permission(request):
                raise PermissionDenied
            return HttpResponseRedirect(url(self.model, "history", unquote(object_id), query="old=1"))
        shown = copy(self)
        # It takes them from here, whether or not their fields can be written by this member.
        shown.prepopulated_fields = {}
        page = super(ContentAdmin, shown).history_form_view
        return page(request, unquote(object_id), version_id, extra_context)

    def _check_keys(self, *keys: str) -> None:
        """Raise Http404 for what is no key at all."""
        try:
            for key in keys:
                self.opts.pk.run_validators(self.opts.pk.to_python(key))
        except ValidationError as error:
            raise Http404 from error

    def get_urls(self) -> list[Any]:
        if not issubclass(self.model, ContentModel):
            return super().get_urls()
        start, view = f"{self.opts.app_label}_{self.opts.model_name}", self.admin_site.admin_view
        own = [
            path("<path:object_id>/conflict/", view(self.conflict_view), name=f"{start}_conflict"),
            path("typed/<int:key>/", view(self.typed_view), name=f"{start}_typed"),
            path("<path:object_id>/version/<int:number>/", view(self.version_view), name=f"{start}_version"),
        ]
        return [*own, *super().get_urls()]

    def conflict_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Where two people have changed the same thing."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        return deciding.decide(self, request, self._key(unquote(object_id)))

    def typed_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Keeps what is typed into a form; 0 stands for an entry that is not there yet."""
        typed.check(self, request, key)
        return typed.keep(request, self.model, key)

    def version_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """What the entry was at one of its saves."""
        return versions.version(self, request, self._key(unquote(object_id)), number)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The entry, its relations and its inlines are one change, beside those of others."""

        def page() -> HttpResponse:
            return super(ContentAdmin, self).changeform_view(request, object_id, form_url, extra_context)

        if not issubclass(self.model, ContentModel):
            with changes.batch() if request.method == "POST" else nullcontext():
                return page()
        if object_id is None:
            return self._add_view(request, page)
        if not self.has_change_permission(request):
            return page()
        key = self._key(unquote(object_id))
        if request.method != "POST":
            return side_by_side.open_form(self, request, key, self._with_typed(request, key, page))
        with changes.batch():
            return side_by_side.save(self, request, key, page)

    def _add_view(self, request: HttpRequest, page: Callable[[], HttpResponse]) -> HttpResponse:
        request.opened = side_by_side.Opened()  # type: ignore[attr-defined]
        if request.method != "POST":
            return self._with_typed(request, typed.NEW, page)()
        with changes.batch():
            response = page()
            if response.status_code == HTTPStatus.FOUND:
                side_by_side.close(request, self.model, typed.NEW)
            return response

    def _with_typed(self, request: HttpRequest, key: int, page: Callable[[], Any]) -> Callable[[], Any]:
        """The page with the offer to put in what was typed and not saved, or with it put in."""

        def shown() -> Any:
            opened, change = request.opened, typed.kept(request, self.model, key)  # type: ignore[attr-defined]
            if change is None:
                return page()
            if typed.AGAIN not in request.GET:
                opened.typed = change
                return page()
            opened.base, opened.is_put_in = change.base or opened.base, True
            return typed.put_in(request, change, page)

        return shown

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if getattr(request, "is_only_shown", False):
            return type(form.__name__, (typed.OnlyShown, form), {})
        return form

    def _key(self, text: str) -> Any:
        """Raises Http404 for what is no key at all."""
        self._check_keys(text)
        return self.opts.pk.to_python(text)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        fieldsets = [name for name, _options in self.get_fieldsets(request, kwargs.get("obj"))]
        closing = [number for number, name in enumerate(fieldsets) if name in (PUBLISHING[0], RECORD[0])]
        context["inlines_at"] = min(closing, default=0)
        context["media"] = with_nonce(context["media"], request)
        context["opened"] = getattr(request, "opened", None)
        if context["opened"] is not None:
            key = kwargs["obj"].pk if kwargs.get("obj") else typed.NEW
            context["keep_url"] = url(self.model, "typed", key)
        entry = kwargs.get("obj")
        if entry is not None and self.is_translated:
            context["translation_strip"] = translations.strip(request.user, entry)
            context["offers_minor_change"] = self.has_change_permission(request, entry)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        obj.is_minor_change = "_minor" in request.POST
        super().save_model(request, obj, form, change)
        self._warn_of_what_is_missed(request, obj)

    def _warn_of_what_is_missed(self, request: HttpRequest, obj: Any) -> None:
        """Visitors do not read what the texts name and may not show."""
        texts = [getattr(obj, name) for name in obj.text_fields()] if self.is_translated else []
        if missed := [one for text in texts for one in references.unfollowed(text)]:
            words = gettext("Visitors do not see this yet, because it is not known or not public: %(names)s")
            self.message_user(request, words % {"names": ", ".join(dict.fromkeys(missed))}, "warning")

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: Any, change: bool) -> None:
        for row in formset.forms:
            row.instance.is_minor_change = "_minor" in request.POST
        super().save_formset(request, form, formset, change)

    def render_history_view(
        self, request: HttpRequest, template: str, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        if "media" in context:
            context["media"] = with_nonce(context["media"], request)
        return super().render_history_view(request, template, context, **kwargs)

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> HistoricalRecordContextHelper:
        return Differences(self.model, historical_record)

    @admin.display(description=_("last change"))
    def last_change(self, obj: Any) -> str:
        return columns.last_change(obj)


class PublishableAdmin(WholeBeforePublic, ContentAdmin):
    """Who may publish chooses any status; the others choose draft or approval, while it is not public yet."""

    actions = [submit_for_approval, publish, archive, translations.mark_reviewed]
    list_filter = [StatusFilter, VisibleFilter]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        obj = super().get_object(request, object_id, from_field)
        if obj is not None:
            obj.__dict__["_stored_status"] = obj.status
        return obj

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and roles.may_publish(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or roles.may_publish(request.user) or not obj.was_public())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Whether and when visitors see it is up to those who publish, once it is or was public."""
        fields = super().get_readonly_fields(request, obj)
        if obj is None or roles.may_publish(request.user):
            return fields
        if stored_status(obj) in (Publishable.Status.PUBLISHED, Publishable.Status.ARCHIVED):
            fields += ["status", "published_from", "published_until"]
        if hasattr(obj, "slug") and obj.was_public():
            fields.append("slug")
        return fields

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if (field := form.base_fields.get("status")) and not roles.may_publish(request.user):
            allowed = {Publishable.Status.DRAFT, Publishable.Status.REVIEW}
            field.choices = [choice for choice in Publishable.Status.choices if choice[0] in allowed]
            field.help_text = _(
                "Somebody of the Leitung publishes it. Submit it for approval when it is ready."
            )
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        status = stored_status(obj) if obj else Publishable.Status.DRAFT
        if self.has_change_permission(request, obj):
            context["show_publish"] = status != "published" and self.has_publish_permission(request)
            context["show_submit"] = status == "draft" and not context["show_publish"]
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        if "_submit" in request.POST and obj.status == Publishable.Status.DRAFT:
            obj.status = Publishable.Status.REVIEW
        super().save_model(request, obj, form, change)
        if obj.status == Publishable.Status.PUBLISHED and not obj.is_visible:
            self.message_user(request, columns.not_visible_because(obj), "warning")

    visible_now = staticmethod(columns.visible_now)
    status_mark = staticmethod(columns.status_mark)


class CheckedAdmin(PublishableAdmin):
    """The list opens with what was not checked for the longest time."""

    actions = [mark_checked, *PublishableAdmin.actions]
    list_filter = [*PublishableAdmin.list_filter, DueFilter, "is_uncertain"]
    ordering = ["check_due_on", "pk"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [*super().get_readonly_fields(request, obj), "checked_by"]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        context["show_checked"] = obj is not None and self.has_change_permission(request, obj)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        if "_checked" in request.POST:
            obj.check_today(request.user)
        elif "checked_on" in form.changed_data:
            obj.checked_by = request.user if obj.checked_on else None
        super().save_model(request, obj, form, change)

    last_checked = staticmethod(columns.last_checked)
    due = staticmethod(columns.due)


def with_nonce(media: Any, request: HttpRequest) -> Media:
    """The rich-text editor comes with an import map, which is an inline script and needs the nonce."""
    return Media.from_media(media, nonce=str(request.csp_nonce))  # type: ignore[attr-defined]
