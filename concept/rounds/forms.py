"""The form of an organisation: a part for each measure, and one for the whole."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concept.models import Invitation, Measure, MeasureYear, RoundAnswer
from concept.rounds import dates
from core.forms import VisitorForm


class DateText(forms.CharField):
    """Gives (date, precision), or (None, "day") where nothing is written."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None, "day"
        try:
            return dates.read(text)
        except dates.DateError as error:
            raise forms.ValidationError(str(error)) from error


class AnswerForm(VisitorForm, forms.ModelForm):
    """What became of one measure. While it is a draft, only what cannot be read at all is a mistake."""

    starts = DateText(label=_("Start"), required=False, max_length=30, help_text=_("Example: März 2019"))
    ends = DateText(
        label=_("End (leave empty while it goes on)"),
        required=False,
        max_length=30,
        help_text=_("Example: 2027"),
    )
    still_true = forms.BooleanField(required=False)

    longest = {"done": 4000, "next_steps": 2000}
    field_order = ("progress", "done", "still_true", "figures", "next_steps", "starts", "ends")

    class Meta:
        model = RoundAnswer
        fields = ("progress", "done", "figures", "next_steps")
        widgets = {
            "done": forms.Textarea(attrs={"rows": 5}),
            "figures": forms.TextInput(),
            "next_steps": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"progress": _("How far is it?"), "next_steps": _("What comes next?")}

    def __init__(
        self, *args: Any, year: int, sending: bool = False, before: MeasureYear | None = None, **kwargs: Any
    ) -> None:
        """`before` is the newest year that was told; `sending`: it is no draft any more."""
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})
        self.year, self.sending = year, sending
        self.before = before if before and before.year < year else None
        answer = self.instance
        self.initial["starts"] = dates.write(answer.starts_on, answer.starts_precision)
        self.initial["ends"] = dates.write(answer.ends_on, answer.ends_precision)
        self.fields["done"].label = gettext("What was done in %(year)s?") % {"year": year}
        self.fields["figures"].label = gettext("Figures of %(year)s") % {"year": year}
        self.fields["figures"].help_text = gettext("Example: 14 courses, 180 people")
        self.fields["progress"].required = sending
        if self.before:
            words = {"before": self.before.year, "year": year}
            self.fields["done"].help_text = (
                gettext("Here stands what you told about %(before)s. Please bring it up to date.") % words
            )
            self.fields["still_true"].label = (
                gettext("The text about %(before)s holds for %(year)s, too") % words
            )
        else:
            del self.fields["still_true"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        (starts, _exact), (ends, _exact) = data.get("starts", (None, "")), data.get("ends", (None, ""))
        if starts and ends and ends < starts:
            self.add_error("ends", gettext("The end must not be before the start."))
        if self.sending:
            self._check_whole(data)
        return data

    def _check_whole(self, data: dict[str, Any]) -> None:
        if data.get("progress") == Measure.Progress.UNKNOWN:
            self.add_error("progress", gettext("Please choose how far it is."))
        text = data.get("done", "").strip()
        if not text and data.get("progress") not in ("", None, Measure.Progress.PLANNED):
            self.add_error("done", gettext("Please write in one or two sentences what was done."))
        unchanged = self.before and text and _plain(text) == _plain(self.before.done)
        if unchanged and not data.get("still_true"):
            self.add_error(
                "done",
                gettext("This is still the text about %(before)s. Change it, or tick that it holds again.")
                % {"before": self.before.year if self.before else ""},
            )

    def save(self, commit: bool = True) -> RoundAnswer:
        """Only what differs is stored, so that the history shows real changes."""
        answer = self.instance
        sent_back = self.sending and answer.decision == RoundAnswer.Decision.REJECTED
        if set(self.changed_data) <= {"still_true"} and not sent_back:
            return answer
        answer.starts_on, answer.starts_precision = self.cleaned_data["starts"]
        answer.ends_on, answer.ends_precision = self.cleaned_data["ends"]
        if sent_back:
            answer.decision = RoundAnswer.Decision.OPEN
        return super().save(commit)


class SenderForm(VisitorForm, forms.ModelForm):
    """Who answers, and what else there is to say."""

    longest = {"message": 4000}

    class Meta:
        model = Invitation
        fields = ("message", "sender_name")
        widgets = {"message": forms.Textarea(attrs={"rows": 4})}
        labels = {
            "message": _("Is something new or missing? (optional)"),
            "sender_name": _("Your name, for questions (optional)"),
        }
        help_texts = {
            "message": _("For example a measure that is not listed here. Only the KI reads this."),
            "sender_name": _("Only the KI sees your name. It is deleted after the round."),
        }


def _plain(text: str) -> str:
    return " ".join(text.split())
