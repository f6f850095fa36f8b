"""The contact form: for people without an account, without a cookie and without JavaScript."""

import logging
from typing import Any
from uuid import uuid4

from django import forms
from django.core import signing
from django.core.mail.message import sanitize_address
from django.utils.translation import gettext_lazy as _

from core.forms import VisitorForm
from ki_site.portal.models import Enquiry

logger = logging.getLogger(__name__)

# A form is older than three seconds when a person has filled it in, and younger than a day.
YOUNGEST, OLDEST = 3, 24 * 3600
LONGEST_MESSAGE = 5000
# Ends the name of a form that was open for so long that a person must have filled it in.
_PROVEN = "-proven"
_signer = signing.TimestampSigner(salt="portal.contact.form")


def new_token(name: str = "") -> str:
    """The name of a form (a new one, if none is given), signed: proves that it came from us and when."""
    return _signer.sign(name or uuid4().hex)


class ContactForm(VisitorForm, forms.ModelForm):
    # Invisible to people; programs fill it in.
    website = forms.CharField(required=False, label=_("Leave this field empty"))
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Enquiry
        fields = ["reason", "message", "name", "email", "phone", "page"]
        widgets = {
            "reason": forms.RadioSelect,
            "name": forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "type": "tel", "dir": "ltr"}),
            "message": forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
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
        self.initial.setdefault("token", new_token())

    def clean_message(self) -> str:
        message = self.cleaned_data["message"].replace("\x00", "").strip()
        if not message:
            raise forms.ValidationError(_("Please write your message."))
        if len(message) > LONGEST_MESSAGE:
            raise forms.ValidationError(
                _("Your message is too long: %(length)s characters of at most 5000.")
                % {"length": len(message)}
            )
        return message

    def clean_email(self) -> str:
        """Raises when the address cannot be written into a mail, which would keep the mail from the KI."""
        email: str = self.cleaned_data["email"]
        try:
            if email:
                sanitize_address(email, "utf-8")
        except ValueError as error:
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"]) from error
        return email

    def clean_page(self) -> str:
        """Only an address of this site; anything else is left out, for it is not what people typed."""
        page: str = self.cleaned_data["page"]
        return page if page.startswith("/") and not page.startswith("//") else ""

    def clean_token(self) -> str:
        """The name of the form. Raises when it is not ours or too old; it comes back with a new token."""
        token: str = self.cleaned_data["token"]
        try:
            return _signer.unsign(token, max_age=OLDEST)
        except signing.SignatureExpired as error:
            name = _signer.unsign(token).removesuffix(_PROVEN)
            self._come_back_with(token=new_token(name + _PROVEN))
            raise forms.ValidationError(_TOO_OLD) from error
        except signing.BadSignature as error:
            self._come_back_with(token=new_token())
            raise forms.ValidationError(_TOO_OLD) from error

    def clean(self) -> dict[str, Any]:
        """Raises when a program seems to have filled it in: people just send it once more."""
        data = super().clean()
        name = data.get("token", "")
        if data.get("website"):
            self._come_back_with(website="")
            self._refuse("the invisible field has text")
        elif name and not name.endswith(_PROVEN) and self._is_quick():
            self._refuse("it took no time to fill in")
        data["form"] = name.removesuffix(_PROVEN)
        return data

    def _is_quick(self) -> bool:
        try:
            _signer.unsign(self.data["token"], max_age=YOUNGEST)
        except signing.SignatureExpired:
            return False
        return True

    def _refuse(self, reason: str) -> None:
        logger.info("The contact form came back to its sender: %s.", reason)
        self.add_error(
            None, _("That was unusually quick. Please wait for a few seconds and send it once more.")
        )

    def _come_back_with(self, **values: str) -> None:
        """What the invisible fields hold when the form is shown again."""
        self.data = {**self.data.dict(), **values} if hasattr(self.data, "dict") else {**self.data, **values}


_TOO_OLD = _("The form was open for too long. Please send it once more.")
