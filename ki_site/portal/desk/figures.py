"""The concept on the desk: values and reports that are due, answers of organisations."""

from django.utils.translation import gettext as _

from concept.due import rhythm, todo
from concept.models import Edition, Indicator, Measure, Round
from concept.open_data.licence import current_edition
from core.admin.addresses import url
from ki_site.portal.desk.blocks import ROWS, Block, Blocks, Row, block, day, moment, rows_of


class Figures(Blocks):
    """What one is responsible for oneself stands on top; a block costs one query."""

    @block
    def values(self) -> Block | None:
        if not self.may(Indicator):
            return None
        return Block(
            _("Indicators: the next value is due"),
            *self._due(todo.values_due(self.today)),
            more=url(Indicator, "changelist", query="next=due"),
            empty=_("All values are there."),
        )

    @block
    def reports(self) -> Block | None:
        if not self.may(Measure):
            return None
        return Block(
            _("Measures: the report on a year is due"),
            *self._due(todo.reports_due(self.today)),
            more=url(Measure, "changelist", query="next=due"),
            empty=_("Everything has been reported."),
        )

    @block
    def terms(self) -> Block | None:
        """The edition in force, as long as nobody has said on which terms its data may be used."""
        if not self.may(Edition):
            return None
        edition = current_edition()
        rows = []
        if edition and not edition.data_licence:
            rows.append(Row(str(edition), f"{url(Edition, 'change', edition.pk)}#id_data_licence"))
        return Block(
            _("Open data: terms of use to be decided"),
            rows,
            str(len(rows)),
            empty=_("The terms of use are decided."),
        )

    def _due(self, items: list[todo.Item]) -> tuple[list[Row], str]:
        rows = todo.own_first(items, self.user)[:ROWS]
        return [Row(item.text, item.path, self._note(item)) for item in rows], str(len(items))

    def _note(self, item: todo.Item) -> str:
        if item.is_broken:
            return ""
        since = (
            _("nothing there yet")
            if item.since == rhythm.NEVER
            else _("since %(day)s") % {"day": day(item.since)}
        )
        mine = _("yours") if item.editor == self.user else ""
        return ", ".join(filter(None, (since, item.organisation, mine)))

    @block
    def answers(self) -> Block | None:
        """Answers of a yearly round that wait for a decision."""
        if not self.may(Round, "view"):
            return None
        found = todo.answers_waiting()
        return Block(
            _("Answers of organisations"),
            rows_of(
                found[:ROWS],
                lambda one: Row(
                    f"{one.organisation} ({one.round.year})",
                    url(Round, "answer", one.pk),
                    moment(one.received_at),
                ),
            ),
            str(len(found)),
            url(Round, "changelist"),
            empty=_("No answer waits for a decision."),
        )
