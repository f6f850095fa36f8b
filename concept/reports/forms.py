"""The forms of the two steps that cannot be undone."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextareaWidget, AdminTextInputWidget
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concept.models import Chapter, ReportRun
from concept.reports.freezing import Adoption
from core.admin.address_form import AddressForm
from core.content.days import DayFormField


class ReportRunForm(AddressForm):
    chapters = forms.MultipleChoiceField(
        label=_("chapters"),
        choices=Chapter.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=list(Chapter.values),
    )

    class Meta:
        model = ReportRun
        fields = "__all__"


class AdoptionForm(forms.Form):
    """Who decided. `seen` is the checksum of what was shown: nobody fixes what they have not seen."""

    adopted_by = forms.CharField(
        label=_("adopted by"),
        max_length=160,
        widget=AdminTextInputWidget,
        help_text=_("The body that has approved the report. Example: Controlling-Gruppe"),
    )
    adopted_on = DayFormField(label=_("adopted on"), widget=AdminDateWidget)
    decision = forms.CharField(
        label=_("decision"),
        max_length=160,
        required=False,
        widget=AdminTextInputWidget,
        help_text=_("Number or name of the decision, if there is one. Example: Vorlage 2026/0123"),
    )
    seen = forms.CharField(widget=forms.HiddenInput)
    is_sure = forms.BooleanField(label=_("I have read the preview, and I know that this cannot be undone."))

    def clean_adopted_on(self) -> Any:
        day = self.cleaned_data["adopted_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day lies ahead."))
        return day

    @property
    def adoption(self) -> Adoption:
        """Of a valid form."""
        given = self.cleaned_data
        return Adoption(given["adopted_by"], given["adopted_on"], given["decision"])


class ErratumForm(AdoptionForm):
    """`choices` are the keys of the changes that can be taken over."""

    reason = forms.CharField(
        label=_("reason of the erratum"),
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("Visitors read it. Example: The number of courses in 2024 was wrong."),
    )
    changes = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one correction.")},
    )
    field_order = ("changes", "reason", "adopted_by", "adopted_on", "decision", "is_sure")

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["changes"]
        field.choices = choices
