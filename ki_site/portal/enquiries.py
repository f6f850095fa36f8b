"""Messages from the contact form: each is kept once, and the KI is told by mail."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core import mails
from core.addresses import absolute
from ki_site.portal.models import Enquiry, SiteProfile

# What makes two messages from the same form the same.
_TYPED = ("reason", "name", "email", "phone", "message", "page")


def keep(enquiry: Enquiry, form: str) -> bool:
    """Store a message that came from this form; False if the form was merely sent twice.

    Somebody may go back, write something else and send the same form again: that is a message of its own.
    """
    enquiry.form, enquiry.is_mail_due = UUID(form), True
    try:
        with transaction.atomic():
            enquiry.save()
    except IntegrityError:
        if Enquiry.objects.filter(**{name: getattr(enquiry, name) for name in ("form", *_TYPED)}).exists():
            return False
        enquiry.form = None
        enquiry.save()
    return True


def tell(enquiry: Enquiry) -> bool:
    """Mail it to the KI; False if that failed, so that `mail_enquiries` tries it again."""
    address = settings.ENQUIRY_EMAIL or _address_of_the_ki()
    if address and not mails.send(_message(enquiry, address)):
        return False
    Enquiry.objects.filter(pk=enquiry.pk).update(is_mail_due=False)
    return True


def _address_of_the_ki() -> str:
    profile = SiteProfile.objects.select_related("contact").first()
    return profile.contact.email if profile else ""


def _message(enquiry: Enquiry, address: str) -> EmailMessage:
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Website: %(reason)s") % {"reason": enquiry.get_reason_display()}
        rows = [
            (_("Name"), enquiry.name),
            (_("E-mail"), enquiry.email),
            (_("Phone"), enquiry.phone),
            (_("Page"), enquiry.page and absolute(enquiry.page)),
            (_("Language"), enquiry.language),
        ]
        body = "\n".join(f"{label}: {value}" for label, value in rows if value) + f"\n\n{enquiry.message}\n"
    return EmailMessage(subject, body, to=[address], reply_to=[enquiry.email] if enquiry.email else [])
