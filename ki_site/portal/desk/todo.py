"""What is to be done: messages, approval, missing texts, hours, translations, checks."""

from functools import cached_property
from typing import Any

from django.apps import apps
from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, Window
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from core import roles
from core.admin.addresses import url
from core.admin.columns import last_checked
from core.content.translation_states import other_languages
from core.models import Checked, Publishable, TranslatedModel
from ki_site.portal.desk.blocks import ROWS, Block, Blocks, Row, block, day, moment, rows_of
from ki_site.portal.models import Enquiry, PageSection
from offers.models import HoursSet, Place
from translating import coverage
from translating.coverage import Share

# Beyond this many drafts the number is given as "100+".
MANY = 100


class ToDo(Blocks):
    @cached_property
    def checks(self) -> list[Block]:
        """What is due for a check, a block for each kind with anything due, the oldest first."""
        blocks = []
        for model in self.models(Checked):
            found = model.objects.due(self.today).exclude(status=Publishable.Status.ARCHIVED)
            rows = list(found.annotate(total=Window(Count("pk")))[:ROWS])
            if rows:
                blocks.append(
                    Block(
                        capfirst(model._meta.verbose_name_plural),
                        rows_of(rows, _check_row),
                        str(rows[0].total),
                        url(model, "changelist", query="due=now"),
                    )
                )
        return blocks

    @cached_property
    def checks_count(self) -> int:
        return sum(int(block.count) for block in self.checks)

    @cached_property
    def _unpublished(self) -> list[dict[str, Any]]:
        parts = [_unpublished_of(model) for model in self.models(Publishable)]
        if not parts:
            return []
        return list(parts[0].union(*parts[1:], all=True).order_by(F("entry_since").desc(nulls_last=True)))

    def _unpublished_block(self, status: str, title: str, empty: str) -> Block:
        found = [row for row in self._unpublished if row["entry_status"] == status]
        rows = []
        for row in found[: 2 * ROWS]:
            model = apps.get_model(row["entry_model"])
            since = f", {moment(row['entry_since'])}" if row["entry_since"] else ""
            note = f"{capfirst(model._meta.verbose_name)}{since}"
            rows.append(Row(row["entry_label"], url(model, "change", row["pk"]), note))
        return Block(title, rows, str(len(found)) if len(found) < MANY else f"{MANY}+", empty=empty)

    @block
    def waiting(self) -> Block:
        title = _("Waiting for approval")
        if not roles.may_publish(self.user):
            title = _("Submitted, waiting for the Leitung")
        return self._unpublished_block(Publishable.Status.REVIEW, title, _("Nothing waits for approval."))

    @block
    def drafts(self) -> Block:
        return self._unpublished_block(Publishable.Status.DRAFT, _("Drafts"), _("There are no drafts."))

    @block
    def enquiries(self) -> Block | None:
        if not self.may(Enquiry):
            return None
        new = Enquiry.objects.filter(status=Enquiry.Status.NEW).order_by("created_at")
        rows = list(new.annotate(total=Window(Count("pk")))[:ROWS])
        return Block(
            _("New messages"),
            rows_of(
                rows,
                lambda row: Row(
                    row.get_reason_display(), url(Enquiry, "change", row.pk), moment(row.created_at)
                ),
            ),
            str(rows[0].total) if rows else "0",
            url(Enquiry, "changelist"),
            empty=_("There are no new messages."),
        )

    @block
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
        rows = rows_of(
            sections,
            lambda row: Row(
                str(row),
                f"{url(page, 'change', row.page_id)}#sections-group",
                Truncator(row.hint).words(12),
            ),
        )
        return Block(
            _("Required texts that are still missing"), rows, str(len(rows)), empty=_("All texts are there.")
        )

    @block
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
            rows_of(
                rows,
                lambda row: Row(
                    str(row),
                    url(HoursSet, "change", row.pk),
                    _("as of %(day)s") % {"day": day(row.as_of)} if row.as_of else "",
                ),
            ),
            str(rows[0].total) if rows else "0",
            url(HoursSet, "changelist", query="is_confirmed__exact=0"),
            empty=_("All hours are confirmed."),
        )

    @block
    def points(self) -> Block | None:
        """Published places without a point on the map, or without the way from the next stop."""
        if not self.may(Place):
            return None
        found = Place.objects.filter(Place.LACKS_WAY, status=Publishable.Status.PUBLISHED)
        rows = list(found.annotate(total=Window(Count("pk")))[:ROWS])
        return Block(
            _("Places without a point on the map or the way there"),
            rows_of(rows, _point_row),
            str(rows[0].total) if rows else "0",
            url(Place, "changelist", query="way=missing&status=published"),
            empty=_("All places have a point and the way there."),
        )

    @cached_property
    def translations(self) -> list[Share] | None:
        """How much is translated into each language, most outdated first; one query.

        None on a German site and for those who may not translate.
        """
        models = coverage.models_for(self.user)
        if not models or not other_languages():
            return None
        return coverage.by_language(models, coverage.counted(models))


def _check_row(entry: Checked) -> Row:
    note = _("last checked: %(day)s") % {"day": last_checked(entry)}
    return Row(str(entry), url(type(entry), "change", entry.pk), note)


def _point_row(place: Place) -> Row:
    missing = [
        label
        for label, lacks in ((_("point"), place.latitude is None), (_("the way there"), not place.directions))
        if lacks
    ]
    return Row(str(place), url(Place, "change", place.pk), ", ".join(missing))


def _unpublished_of(model: Any) -> QuerySet:
    """Drafts and what waits for approval, in a shape that is the same for all models."""
    changes = model.history.filter(id=OuterRef("pk")).order_by("-history_date")
    return (
        model.objects.filter(status__in=[Publishable.Status.DRAFT, Publishable.Status.REVIEW])
        .order_by()
        .annotate(
            entry_model=Value(model._meta.label_lower, output_field=CharField()),
            entry_label=F(_label_field(model)),
            entry_status=F("status"),
            entry_since=Subquery(changes.values("history_date")[:1]),
        )
        .values("pk", "entry_model", "entry_label", "entry_status", "entry_since")
    )


def _label_field(model: Any) -> str:
    """The first text of what is translated; what is in German alone has a title."""
    return model.text_fields()[0] if issubclass(model, TranslatedModel) else "title"
