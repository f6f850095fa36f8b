"""The contact form: for people without an account, without a cookie and without JavaScript."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from ki_site.portal.models import Enquiry

# A form is older than three seconds when a person has filled it in, and younger than a day.
YOUNGEST, OLDEST = 3, 24 * 3600
_SALT = "portal.contact"


def new_token() -> str:
    """A signed time stamp: proves that the form came from us and when."""
    return signing.TimestampSigner(salt=_SALT).sign("contact")


class ContactForm(forms.ModelForm):
    # Invisible to people; programs fill it in.
    website = forms.CharField(required=False, label=_("Leave this field empty"))
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Enquiry
        fields = ["reason", "name", "email", "phone", "message", "page"]
        widgets = {
            "reason": forms.RadioSelect,
            "name": forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "type": "tel", "dir": "ltr"}),
            "message": forms.Textarea(attrs={"rows": 7, "dir": "auto", "maxlength": 5000}),
            "page": forms.HiddenInput,
        }
        labels = {
            "reason": _("What is it about?"),
            "name": _("Your name (optional)"),
            "email": _("Your e-mail address (optional)"),
            "phone": _("Your phone number (optional)"),
            "message": _("Your message"),
        }
        help_texts = {
            "email": _("We need an e-mail address or a phone number if you want an answer."),
            "message": _("You can write in any language. Please do not send copies of documents."),
        }
        error_messages = {
            "message": {"required": _("Please write your message.")},
            "email": {"invalid": _("This is no e-mail address. Example: name@example.org")},
            "reason": {"required": _("Please choose what it is about.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = Enquiry.Reason.choices  # type: ignore[attr-defined]
        self.fields["message"].max_length = 5000  # type: ignore[attr-defined]
        self.initial.setdefault("token", new_token())

    def clean_message(self) -> str:
        message = self.cleaned_data["message"].replace("\x00", "").strip()
        if not message:
            raise forms.ValidationError(_("Please write your message."))
        if len(message) > 5000:
            raise forms.ValidationError(
                _("Your message is too long: %(length)s characters of at most 5000.")
                % {"length": len(message)}
            )
        return message

    def clean_page(self) -> str:
        """Only an address of this site; anything else is left out, for it is not what people typed."""
        page = self.cleaned_data["page"]
        return page if page.startswith("/") and not page.startswith("//") else ""

    def clean_token(self) -> str:
        """Raises when the form is not ours or too old; the fresh form that comes back has a new token."""
        token = self.cleaned_data["token"]
        try:
            signing.TimestampSigner(salt=_SALT).unsign(token, max_age=OLDEST)
        except signing.BadSignature as error:
            self.data = {**self.data.dict(), "token": new_token()}  # type: ignore[attr-defined]
            raise forms.ValidationError(
                _("The form was open for too long. Please send it once more.")
            ) from error
        return token

    @property
    def looks_automatic(self) -> bool:
        """Whether a program filled it in: the invisible field has text, or it took under three seconds."""
        if self.cleaned_data.get("website"):
            return True
        try:
            signing.TimestampSigner(salt=_SALT).unsign(self.cleaned_data["token"], max_age=YOUNGEST)
        except signing.SignatureExpired:
            return False
        return True
