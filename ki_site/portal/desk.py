"""What the staff see first: what is to be done today, and only what they may do.

Each block costs one query, whatever it holds; the checks cost one for each kind, the events two.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.contrib.auth.models import AbstractUser
from django.db.models import CharField, Count, F, Model, OuterRef, Q, QuerySet, Subquery, Value, Window
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ki_site.core import roles
from ki_site.core.admin.columns import last_checked
from ki_site.core.models import Checked, Publishable, TranslatedModel
from ki_site.portal.models import Enquiry, Notice, PageSection, SiteProfile
from news.upcoming import upcoming
from offers.models import Closure, HoursSet

# So many rows stand in a block; its link leads to all of them.
ROWS = 5
# Beyond this many drafts the number is given as "100+".
MANY = 100
NOTICE_DAYS, CLOSURE_DAYS, EVENT_DAYS = 14, 42, 28


@dataclass(frozen=True)
class Row:
    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Block:
    """A heading with rows; `count` is the number of all, "" where a number says nothing."""

    title: str
    rows: Sequence[Row] = field(default_factory=list)
    count: str = ""
    more: str = ""
    add: str = ""
    empty: str = ""


def _url(model: type[Model], page: str, *args: Any, query: str = "") -> str:
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)
    return f"{address}?{query}" if query else address


def _day(value: Any) -> str:
    return formats.date_format(value, "SHORT_DATE_FORMAT")


def _moment(value: datetime | None) -> str:
    if value is None:
        return ""
    return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")


def _checked(entry: Checked) -> str:
    return _("last checked: %(day)s") % {"day": last_checked(entry)}


class Desk:
    """The blocks are made when the template asks for them."""

    def __init__(self, user: AbstractUser) -> None:
        self.user = user
        self.today = timezone.localdate()

    def may(self, model: type[Model], action: str = "change") -> bool:
        return self.user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}")

    def _models(self, base: type[Model]) -> list[Any]:
        return [model for model in apps.get_models() if issubclass(model, base) and self.may(model)]

    # --- To do --------------------------------------------------------------------------------------

    @cached_property
    def checks(self) -> list[Block]:
        """What is due for a check, a block for each kind with anything due, the oldest first."""
        blocks = []
        for model in self._models(Checked):
            found = model.objects.due(self.today).exclude(status=Publishable.Status.ARCHIVED)
            rows = list(found.annotate(total=Window(Count("pk")))[:ROWS])
            if rows:
                blocks.append(
                    Block(
                        capfirst(model._meta.verbose_name_plural),
                        [Row(str(row), _url(model, "change", row.pk), _checked(row)) for row in rows],
                        str(rows[0].total),
                        _url(model, "changelist", query="due=now"),
                    )
                )
        return blocks

    @cached_property
    def checks_count(self) -> int:
        return sum(int(block.count) for block in self.checks)

    @cached_property
    def _unpublished(self) -> list[dict[str, Any]]:
        parts = [_unpublished_of(model) for model in self._models(Publishable)]
        if not parts:
            return []
        return list(parts[0].union(*parts[1:], all=True).order_by(F("entry_since").desc(nulls_last=True)))

    def _unpublished_block(self, status: str, title: str, empty: str) -> Block:
        found = [row for row in self._unpublished if row["entry_status"] == status]
        rows = []
        for row in found[: 2 * ROWS]:
            model = apps.get_model(row["entry_model"])
            since = f", {_moment(row['entry_since'])}" if row["entry_since"] else ""
            note = f"{capfirst(model._meta.verbose_name)}{since}"
            rows.append(Row(row["entry_label"], _url(model, "change", row["pk"]), note))
        return Block(title, rows, str(len(found)) if len(found) < MANY else f"{MANY}+", empty=empty)

    @cached_property
    def waiting(self) -> Block:
        title = _("Waiting for approval")
        if not roles.may_publish(self.user):
            title = _("Submitted, waiting for the Leitung")
        return self._unpublished_block(Publishable.Status.REVIEW, title, _("Nothing waits for approval."))

    @cached_property
    def drafts(self) -> Block:
        return self._unpublished_block(Publishable.Status.DRAFT, _("Drafts"), _("There are no drafts."))

    @cached_property
    def enquiries(self) -> Block | None:
        if not self.may(Enquiry):
            return None
        new = Enquiry.objects.filter(status=Enquiry.Status.NEW).order_by("created_at")
        rows = list(new.annotate(total=Window(Count("pk")))[:ROWS])
        return Block(
            _("New messages"),
            [
                Row(row.get_reason_display(), _url(Enquiry, "change", row.pk), _moment(row.created_at))
                for row in rows
            ],
            str(rows[0].total) if rows else "0",
            _url(Enquiry, "changelist"),
            empty=_("There are no new messages."),
        )

    @cached_property
    def missing(self) -> Block | None:
        """Texts that the law or a page requires and that are still empty."""
        page = PageSection._meta.get_field("page").related_model
        if not self.may(page):
            return None
        sections = (
            PageSection.objects.missing()
            .exclude(page__status=Publishable.Status.ARCHIVED)
            .select_related("page")
            .order_by("page__position", "page__title", "position")
        )
        rows = [
            Row(
                str(row),
                f"{_url(page, 'change', row.page_id)}#sections-group",
                Truncator(row.hint).words(12),
            )
            for row in sections
        ]
        return Block(
            _("Required texts that are still missing"), rows, str(len(rows)), empty=_("All texts are there.")
        )

    @cached_property
    def hours(self) -> Block | None:
        """Hours that hold today or later and that nobody has confirmed."""
        if not self.may(HoursSet):
            return None
        found = HoursSet.objects.filter(
            Q(valid_until=None) | Q(valid_until__gte=self.today), is_confirmed=False
        )
        rows = list(
            found.select_related("place", "contact", "offer")
            .order_by(F("as_of").asc(nulls_first=True), "pk")
            .annotate(total=Window(Count("pk")))[:ROWS]
        )
        return Block(
            _("Hours that nobody has confirmed"),
            [
                Row(
                    str(row),
                    _url(HoursSet, "change", row.pk),
                    _("as of %(day)s") % {"day": _day(row.as_of)} if row.as_of else "",
                )
                for row in rows
            ],
            str(rows[0].total) if rows else "0",
            _url(HoursSet, "changelist", query="is_confirmed__exact=0"),
            empty=_("All hours are confirmed."),
        )

    @cached_property
    def translations(self) -> Block | None:
        """How many translations are older than their German text, for each kind; None on a German site."""
        others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
        models = self._models(TranslatedModel)
        if not others or not models:
            return None
        parts = [_outdated_of(model, others) for model in models]
        counts = Counter({row["entry_model"]: row["total"] for row in parts[0].union(*parts[1:], all=True)})
        rows = []
        for label, count in counts.most_common():
            model = apps.get_model(label)
            text = ngettext("%(count)d translation", "%(count)d translations", count) % {"count": count}
            rows.append(
                Row(
                    capfirst(model._meta.verbose_name_plural),
                    _url(model, "changelist", query="translations=outdated&status=all"),
                    text,
                )
            )
        return Block(
            _("Translations older than the German text"),
            rows,
            str(counts.total()),
            empty=_("All translations are up to date."),
        )

    # --- The next weeks -----------------------------------------------------------------------------

    @cached_property
    def notices(self) -> Block | None:
        if not self.may(Notice):
            return None
        end = timezone.now() + timedelta(days=NOTICE_DAYS)
        rows = Notice.objects.published().filter(published_until__lte=end).order_by("published_until")
        return Block(
            _("Notices that end soon"),
            [
                Row(
                    str(row),
                    _url(Notice, "change", row.pk),
                    _("until %(day)s") % {"day": _moment(row.published_until)},
                )
                for row in rows
            ],
            add=_url(Notice, "add") if self.may(Notice, "add") else "",
            empty=_("No notice ends in the next two weeks."),
        )

    @cached_property
    def closures(self) -> Block | None:
        if not self.may(Closure):
            return None
        found = Closure.objects.filter(
            ends_on__gte=self.today, starts_on__lte=self.today + timedelta(days=CLOSURE_DAYS)
        )
        rows = []
        for row in found.select_related("organisation", "place", "contact", "offer"):
            whose = row.organisation or row.place or row.contact or row.offer
            rows.append(
                Row(
                    f"{_day(row.starts_on)} – {_day(row.ends_on)}: {row.reason}",
                    _url(Closure, "change", row.pk),
                    str(whose),
                )
            )
        return Block(
            _("Closures of the next six weeks"),
            rows,
            add=self._add_closure(),
            empty=_("No closure is entered. Bridge days, staff outing, holidays?"),
        )

    def _add_closure(self) -> str:
        """The form for a closure, with the house filled in that stands behind the site."""
        if not self.may(Closure, "add"):
            return ""
        house = SiteProfile.objects.values_list("organisation", flat=True).first()
        return _url(Closure, "add", query=f"organisation={house}" if house else "")

    @cached_property
    def events(self) -> Block | None:
        from news.models import Event

        if not self.may(Event):
            return None
        end = self.today + timedelta(days=EVENT_DAYS)
        rows = []
        for one in upcoming():
            if one.next.day <= end:
                note = _("cancelled") if one.next.is_cancelled else ""
                rows.append(
                    Row(f"{_day(one.next.day)}: {one.event}", _url(Event, "change", one.event.pk), note)
                )
        return Block(
            _("Events of the next four weeks"),
            rows,
            more=_url(Event, "changelist"),
            add=_url(Event, "add") if self.may(Event, "add") else "",
            empty=_("No event is entered."),
        )

    # --- What happened ------------------------------------------------------------------------------

    @cached_property
    def changes(self) -> Block:
        """The last steps of all staff in the admin, as far as one may see what they were about."""
        words = {ADDITION: _("added"), DELETION: _("deleted")}
        rows = []
        for entry in LogEntry.objects.select_related("user", "content_type")[: 10 * ROWS]:
            model = entry.content_type.model_class() if entry.content_type else None
            if model is None or not self.may(model, "view"):
                continue
            what = words.get(entry.action_flag, _("changed"))
            rows.append(
                Row(
                    entry.object_repr,
                    "" if entry.is_deletion() else entry.get_admin_url() or "",
                    f"{what}, {entry.user}, {_moment(entry.action_time)}",
                )
            )
        return Block(
            _("Recent changes"), rows[: 2 * ROWS], empty=_("Nobody has changed anything here so far.")
        )

    @cached_property
    def shortcuts(self) -> list[Row]:
        """What is added most often."""
        names = ("offers.Offer", "news.Post", "news.Event", "portal.Notice")
        models = [apps.get_model(name) for name in names]
        rows = [
            Row(str(capfirst(model._meta.verbose_name)), _url(model, "add"))
            for model in models
            if self.may(model, "add")
        ]
        if self.closures and self.closures.add:
            rows.append(Row(str(capfirst(Closure._meta.verbose_name)), self.closures.add))
        return rows


def _unpublished_of(model: Any) -> QuerySet:
    """Drafts and what waits for approval, in a shape that is the same for all models."""
    changes = model.history.filter(id=OuterRef("pk")).order_by("-history_date")
    return (
        model.objects.filter(status__in=[Publishable.Status.DRAFT, Publishable.Status.REVIEW])
        .order_by()
        .annotate(
            entry_model=Value(model._meta.label_lower, output_field=CharField()),
            entry_label=F(model.text_fields()[0]),
            entry_status=F("status"),
            entry_since=Subquery(changes.values("history_date")[:1]),
        )
        .values("pk", "entry_model", "entry_label", "entry_status", "entry_since")
    )


def _outdated_of(model: Any, languages: list[str]) -> QuerySet:
    return (
        model.translation_model()
        .objects.outdated()
        .filter(language__in=languages)
        .order_by()
        .annotate(entry_model=Value(model._meta.label_lower, output_field=CharField()))
        .values("entry_model")
        .annotate(total=Count("pk"))
        .values("entry_model", "total")
    )
