"""What the staff see first: what is to be done today, and only what they may do.

Each block costs one query, whatever it holds; the checks cost one for each kind, the events two.
"""

from functools import cached_property

from django.apps import apps
from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.admin.addresses import url
from ki_site.portal.desk.blocks import ROWS, Block, Row, block, moment
from ki_site.portal.desk.figures import Figures
from ki_site.portal.desk.todo import ToDo
from ki_site.portal.desk.weeks import NextWeeks
from offers.models import Closure


class Desk(ToDo, Figures, NextWeeks):
    """The blocks are made when the template asks for them."""

    @block
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
                    f"{what}, {entry.user}, {moment(entry.action_time)}",
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
            Row(str(capfirst(model._meta.verbose_name)), url(model, "add"))
            for model in models
            if self.may(model, "add")
        ]
        if self.closures and self.closures.add:
            rows.append(Row(str(capfirst(Closure._meta.verbose_name)), self.closures.add))
        return rows
