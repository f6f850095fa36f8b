"""What is typed into a form and not saved yet: kept as it was sent, and put into the form again on demand."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.utils import timezone

from core.admin import side_by_side
from core.models import Change

# Bytes of a form that are kept; the largest page with all its sections has a tenth of it.
MOST = 1_000_000
# In the address of a form: put in what was typed, or drop it.
AGAIN = "_typed"
# A form of an entry that is not there yet.
NEW = 0
_LEFT_OUT = ("csrfmiddlewaretoken", "_keep", side_by_side.ON)


def keep(request: HttpRequest, model: type[Model], key: int) -> HttpResponse:
    """Called by the script of the form every few seconds while something is typed; four queries."""
    if request.method != "POST":
        return HttpResponseBadRequest()
    sent = request.POST.copy()
    for name in list(sent):
        if name in _LEFT_OUT or "password" in name:
            del sent[name]
    typed = "" if "_drop" in sent else sent.urlencode()
    if len(typed) > MOST:
        return HttpResponse(status=413)
    now = timezone.now()
    Change.objects.update_or_create(
        kind=model._meta.label_lower,
        key=key,
        author=request.user,
        state=Change.State.OPEN,
        defaults={"typed": typed, "touched_at": now, "base": sent.get(side_by_side.BASE, "")[:32]},
        create_defaults={
            "typed": typed, "touched_at": now, "since": now, "base": sent.get(side_by_side.BASE, "")[:32],
        },
    )  # fmt: skip
    return HttpResponse(status=204)


def kept(request: HttpRequest, model: type[Model], key: int) -> Change | None:
    """What this member of the staff typed here and did not save."""
    found: Change | None = side_by_side.own(request, model, key, Change.State.OPEN).exclude(typed="").first()
    return found


def put_in(request: HttpRequest, change: Change, page: Callable[[], HttpResponse]) -> HttpResponse:
    """The form, filled with what was typed as if it had just been sent and refused; nothing is saved."""
    _ = request.FILES  # else Django reads the body of the request later, and empties POST
    request.method, request.POST = "POST", QueryDict(change.typed)
    request.is_only_shown = True  # type: ignore[attr-defined]
    return page()


class OnlyShown:
    """For a form that is filled to be looked at."""

    def is_valid(self) -> bool:
        super().is_valid()
        return False


def check(model_admin: Any, request: HttpRequest, key: int) -> None:
    """Raise PermissionDenied unless the member of the staff may save the form."""
    may = model_admin.has_change_permission if key else model_admin.has_add_permission
    if not may(request):
        raise PermissionDenied
