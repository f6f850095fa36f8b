"""The contact page with its form."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from core import outage
from core.memory.parameters import understands
from core.throttle import too_many
from ki_site.portal import enquiries
from ki_site.portal.forms import ContactForm
from ki_site.portal.frame import Frame
from ki_site.portal.models import Enquiry
from offers import cards, jsonld, weeks
from offers.directory import directory

# What a link to the form may ask for: /de/kontakt/?anlass=barriere&seite=/de/angebote/.
REASONS = {
    "barriere": Enquiry.Reason.BARRIER,
    "fehler": Enquiry.Reason.ERROR,
    "mitmachen": Enquiry.Reason.VOLUNTEER,
}


# Without a cookie there is no session that a foreign site could ride on: a signed time stamp and the
# origin of the request take the place of Django's token. No cache keeps the page, yet the browser may in its
# history, so that people who come back find what they typed.
@csrf_exempt
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
@understands("anlass", "seite")
def contact(request: HttpRequest) -> HttpResponse:
    """The house, its hours, every contact point, and the form."""
    if request.method != "POST":
        return _show(request, ContactForm(initial=_prefilled(request)))
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        if _from_here(request) and not too_many(request, "contact"):
            _keep(form)
            return redirect("portal:contact_thanks")
    except outage.DATABASE as error:
        form.add_error(None, outage.told(error))
        return outage.with_time(_show(request, form, status=503))
    form.add_error(None, _("We could not accept your message just now. Please try again later, or call us."))
    return _show(request, form, status=429)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/contact_thanks.html", {"crumbs": [(_("Thank you"), None)]})


def _prefilled(request: HttpRequest) -> dict[str, str]:
    reason = REASONS.get(request.GET.get("anlass", ""), Enquiry.Reason.QUESTION)
    return {"reason": reason, "page": request.GET.get("seite", "")[:300]}


def _from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form was sent from this site; older browsers say nothing."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return not origin or urlsplit(origin).netloc == request.get_host()


def _keep(form: ContactForm) -> None:
    """Store the message, then tell the KI; a mail server that fails loses nothing."""
    enquiry = form.save(commit=False)
    enquiry.language = translation.get_language() or settings.LANGUAGE_CODE
    if enquiries.keep(enquiry, form.cleaned_data["form"]):
        enquiries.tell(enquiry)


def _show(request: HttpRequest, form: ContactForm, status: int = 200) -> HttpResponse:
    frame = Frame(request)
    now = timezone.now()
    contacts = cards.contacts(request, directory().contacts.values(), now)
    for one in contacts:
        one.is_own = frame.organisation is not None and one.organisation_id == frame.organisation.pk
    others = sorted((one for one in contacts if one != frame.contact), key=lambda one: not one.is_own)
    main = frame.opening
    context = {
        "frame": frame,
        "form": form,
        "contacts": [one for one in others if one.is_own or one.phone or one.email],
        "elsewhere": [one for one in others if not (one.is_own or one.phone or one.email)],
        "opening": main,
        "week": weeks.week_rows(main.schedule, now) if main else [],
        "exceptions": weeks.exception_rows(main.schedule, now) if main else [],
        "json_ld": jsonld.office(frame.contact, main.schedule if main else None, request, now)
        if frame.contact
        else None,
        "crumbs": [(_("Contact"), None)],
    }
    return render(request, "portal/contact.html", context, status=status)
