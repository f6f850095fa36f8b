"""The words of a report that are no content: headings, column names, sentences. They are frozen with it."""

from django.utils.translation import gettext as _

from concept.models import Chapter


def labels() -> dict[str, str]:
    """In the active language. A template of the report takes its words from here alone."""
    return {
        **{f"chapter_{chapter.value}": str(chapter.label) for chapter in Chapter},
        "action_field": _("Action field"),
        "address": _("Address"),
        "adopted_by": _("Adopted by"),
        "adopted_on": _("Adopted on"),
        "all_values": _("Earlier values stand in the workbook and in the open data of this report."),
        "approaches": _("Approaches"),
        "as_of": _("Data as of"),
        "bodies": _("Bodies"),
        "body": _("Body"),
        "chart_alt": _("All values stand in the table."),
        "checksum": _("Checksum (SHA-256)"),
        "contents": _("Contents"),
        "counted": _("What is counted"),
        "date": _("Date"),
        "dealt_with": _("What was dealt with"),
        "decision": _("Decision"),
        "done": _("What was done"),
        "draft": _("Draft"),
        "erratum": _("Erratum"),
        "example": _("Example"),
        "examples_all": _(
            "Goals and indicators of the action fields are examples that show how entries look. The agreed "
            "wording is not published."
        ),
        "examples_note": _(
            "What is marked as an example shows how an entry looks; the agreed wording is not published."
        ),
        "figures": _("Figures"),
        "figures_reached": _("Figures reached"),
        "foreword": _("Foreword"),
        "funding": _("Funding"),
        "goal": _("Goal"),
        "goals": _("Goals and approaches"),
        "group": _("Who or where"),
        "indicator": _("Indicator"),
        "indicators": _("What the figures say"),
        "in_groups": _("The latest values by groups"),
        "last_report": _("Nothing was reported for this time. Last reported for %s:"),
        "lead": _("Lead"),
        "led": _("leads"),
        "legend_break": _("Dotted upright line: counted in another way after it than before"),
        "legend_missing": _("Question mark: no value"),
        "legend_provisional": _("Hollow mark: provisional value"),
        "legend_uncertain": _("~: the year is not certain"),
        "legend_target": _("Dashed line: target"),
        "limits": _("What the figure does not say"),
        "measure": _("Measure"),
        "measures": _("Measures"),
        "measures_elsewhere": _("Measures that stand under another field"),
        "measures_without_field": _("Measures of the concept as a whole"),
        "meeting": _("Meeting"),
        "meetings": _("Meetings"),
        "meets": _("Meets"),
        "members": _("Members"),
        "never_reported": _("Nothing has been reported so far."),
        "more_about": _("Description and what was reported"),
        "next_steps": _("Next steps"),
        "no_data": _("No data yet"),
        "no_entries": _("There is nothing to report here."),
        "not_agreed": _("This report has not been fixed. It shows the data of today and may still change."),
        "note": _("Note"),
        "number": _("Number"),
        "offer": _("Offer"),
        "organisation": _("Organisation"),
        "page": _("Page"),
        "participating": _("takes part"),
        "partners": _("Organisations involved"),
        "of_pages": _("of (pages)"),
        "period": _("Period"),
        "progress": _("Progress"),
        "published": _("Published on"),
        "published_by": _("Published by"),
        "reason": _("Reason of the erratum"),
        "report": _("Report"),
        "reported": _("Reported"),
        "role": _("Role"),
        "running_time": _("Running time"),
        "since": _("since %s"),
        "source": _("Source"),
        "sources": _("Sources of the figures"),
        "status": _("State"),
        "target": _("Target"),
        "targets": _("Targets"),
        "unit": _("Unit"),
        "unknown": _("not known"),
        "value": _("Value"),
        "version": _("Version"),
        "when": _("When"),
        "year": _("Year"),
        "yes": _("yes"),
        "no": _("no"),
    }


def way_it_was_made(as_of: str) -> list[str]:
    """Paragraphs on how the report came about; `as_of` is a day in words."""
    return [
        _(
            "This report was made out of the database of the integration concept, with the data of %(day)s. "
            "Nobody wrote it by hand, except for the foreword."
        )
        % {"day": as_of},
        _(
            "It holds what was published on that day. Values, yearly reports and meetings after the end of "
            "the period are left out. Measures that ended before the period or start after it are left out."
        ),
        _(
            "Figures on conditions of life describe how people live in the city. They do not show what the "
            "measures of the concept have achieved."
        ),
        _("Values of small groups of people are not shown, so that nobody can be recognised."),
    ]
