"""The yearly round in the admin: whom to ask, the links, and what came back."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from concept.admin import round_pages
from concept.models import Invitation, Round
from concept.rounds import asking
from core.admin import RECORD, ContentAdmin, TableInline


class InvitationInline(TableInline):
    """Only what belongs to the contact person is typed; the rest follows from what happens."""

    model = Invitation
    fields = ["organisation", "contact_name", "contact_email", "state", "answer"]
    readonly_fields = ["organisation", "state", "answer"]
    can_delete = False
    ordering = ["organisation__name"]
    verbose_name_plural = _("Who is asked?")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).select_related("organisation", "round")
        return rows.annotate(answer_count=Count("answers"))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("state"))
    def state(self, obj: Invitation) -> str:
        return round_pages.state(obj)

    @admin.display(description=_("measures"))
    def answer(self, obj: Invitation) -> str:
        count = obj.answer_count  # type: ignore[attr-defined]
        text = ngettext("%(count)d measure", "%(count)d measures", count) % {"count": count}
        return format_html('<a href="{}">{}</a>', round_pages.answer_url(obj), text)


@admin.register(Round)
class RoundAdmin(ContentAdmin):
    list_display = ["year", "closes_on", "asked", "received", "finished"]
    inlines = [InvitationInline]
    change_form_template = "admin/concept/round_change_form.html"
    fieldsets = [
        (None, {
            "fields": ["year", "closes_on", "intro"],
            "description": _(
                "After saving, every organisation that leads a public measure stands below. Then add the "
                "addresses and send the links."
            ),
        }),
        RECORD,
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("invitations")

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return super().get_inlines(request, obj) if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "year"] if obj else fields

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/links/", view(round_pages.send), name="concept_round_links"),
            path("answer/<int:pk>/", view(round_pages.decide), name="concept_round_answer"),
            *super().get_urls(),
        ]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The questions follow the round: who is missing is added, dates move with the round's."""
        super().save_related(request, form, formsets, change)
        round_ = form.instance
        round_.invitations.update(purge_on=round_.purge_on)
        round_.invitations.exclude(token_hash="").update(expires_on=round_.links_until)
        if new := asking.invite(round_):
            text = ngettext(
                "%(count)d organisation stands in the list now.",
                "%(count)d organisations stand in the list now.",
                new,
            )
            messages.success(request, text % {"count": new})
        if left := asking.without_lead(round_):
            names = ", ".join(str(measure) for measure in left)
            text = gettext("Nobody is asked about these measures, because they have no lead: %(names)s")
            messages.warning(request, text % {"names": names})

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """On to the list of organisations, which has just been made."""
        return HttpResponseRedirect(reverse("admin:concept_round_change", args=[obj.pk]))

    @admin.display(description=_("asked"))
    def asked(self, obj: Round) -> int:
        return sum(invitation.status != Invitation.Status.NEW for invitation in obj.invitations.all())

    @admin.display(description=_("received"))
    def received(self, obj: Round) -> int:
        return sum(invitation.status == Invitation.Status.RECEIVED for invitation in obj.invitations.all())

    @admin.display(description=_("finished"))
    def finished(self, obj: Round) -> int:
        return sum(invitation.status == Invitation.Status.DONE for invitation in obj.invitations.all())
