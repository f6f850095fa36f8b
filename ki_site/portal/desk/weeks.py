"""The next weeks: notices that end, closures, events."""

from datetime import date, timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from core.admin.addresses import url
from ki_site.portal.desk.blocks import Block, Blocks, Row, block, day, moment, rows_of
from ki_site.portal.models import Notice, SiteProfile
from news.models import Event
from news.upcoming import Upcoming, upcoming
from offers import opening
from offers.directory import directory
from offers.models import Closure
from offers.schedules import main_opening

NOTICE_DAYS, CLOSURE_DAYS, EVENT_DAYS = 14, 42, 28


class NextWeeks(Blocks):
    @block
    def notices(self) -> Block | None:
        if not self.may(Notice):
            return None
        end = timezone.now() + timedelta(days=NOTICE_DAYS)
        rows = Notice.objects.published().filter(published_until__lte=end).order_by("published_until")
        return Block(
            _("Notices that end soon"),
            rows_of(
                rows,
                lambda row: Row(
                    str(row),
                    url(Notice, "change", row.pk),
                    _("until %(day)s") % {"day": moment(row.published_until)},
                ),
            ),
            add=url(Notice, "add") if self.may(Notice, "add") else "",
            empty=_("No notice ends in the next two weeks."),
        )

    @block
    def closures(self) -> Block | None:
        if not self.may(Closure):
            return None
        found = Closure.objects.filter(
            ends_on__gte=self.today, starts_on__lte=self.today + timedelta(days=CLOSURE_DAYS)
        )
        return Block(
            _("Closures of the next six weeks"),
            rows_of(
                found.select_related("organisation", "place", "contact", "offer"),
                lambda row: Row(
                    f"{day(row.starts_on)} – {day(row.ends_on)}: {row.reason}",
                    url(Closure, "change", row.pk),
                    str(row.organisation or row.place or row.contact or row.offer),
                ),
            ),
            add=self._add_closure(),
            empty=_("No closure is entered. Bridge days, staff outing, holidays?"),
        )

    @block
    def asked_days(self) -> Block | None:
        """Days of the next six weeks that people ask for and of which nobody has said what holds."""
        if not self.may(Closure, "add"):
            return None
        _organisation, contact = self._house
        hours = main_opening(directory().contact_openings.get(contact, []))
        if hours is None:
            return None
        coming = opening.exceptions(hours.schedule, self.today, self.today + timedelta(days=CLOSURE_DAYS))
        rows = [self._asked_row(one.date, str(opening.ASKED[one.asked])) for one in coming if one.asked]
        return Block(
            _("Are you open on these days?"), rows, str(len(rows)), empty=_("All coming days are confirmed.")
        )

    def _asked_row(self, date: date, name: str) -> Row:
        """A question with two answers, each the form for a closure with all filled in."""
        values = {"starts_on": date.isoformat(), "ends_on": date.isoformat(), "reason": name}
        closed, usual = self._add_closure(**values), self._add_closure(**values, as_usual="1")
        return Row(
            f"{day(date)}, {name}",
            answers=[(_("closed or other hours"), closed), (_("open as usual"), usual)],
        )

    def _add_closure(self, **values: str) -> str:
        """The form for a closure, with the house filled in that stands behind the site."""
        if not self.may(Closure, "add"):
            return ""
        house, _contact = self._house
        return url(Closure, "add", query=urlencode({"organisation": house} | values if house else values))

    @cached_property
    def _house(self) -> tuple[int | None, int]:
        """The organisation and the contact point behind the site, as keys; 0 is no contact point."""
        return SiteProfile.objects.values_list("organisation", "contact").first() or (None, 0)

    @block
    def events(self) -> Block | None:
        if not self.may(Event):
            return None
        end = self.today + timedelta(days=EVENT_DAYS)
        rows = []
        for one in upcoming():
            if one.next.day <= end:
                address = url(Event, "change", one.event.pk)
                rows.append(Row(f"{day(one.next.day)}: {one.event}", address, _note(one)))
        return Block(
            _("Events of the next four weeks"),
            rows,
            more=url(Event, "changelist"),
            add=url(Event, "add") if self.may(Event, "add") else "",
            empty=_("No event is entered."),
        )


def _note(one: Upcoming) -> str:
    """What visitors and other programs will miss."""
    if one.next.is_cancelled:
        return _("cancelled")
    return "" if one.event.place_id or one.event.online_url else _("no place is given")
