"""Links that staff type: to a page of this site, or to another site by http."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

MESSAGE = _("Give a page of this site (/de/kontakt/) or the whole address of another one (https://…).")
_is_address = URLValidator(["http", "https"])


def validate_link(value: str) -> None:
    """Raise ValidationError for all that a browser could take for more than that ("javascript:", "//")."""
    if value.startswith("/"):
        if url_has_allowed_host_and_scheme(value, allowed_hosts=None) and value.isprintable():
            return None
    else:
        try:
            return _is_address(value)
        except ValidationError:
            pass
    raise ValidationError(MESSAGE, code="no_link")


def is_link(field: str) -> Q:
    """The rule for the database, or empty: what the beginning tells."""
    path = Q(**{f"{field}__startswith": "/"})
    other_site = Q(**{f"{field}__startswith": "//"}) | Q(**{f"{field}__startswith": "/\\"})
    address = Q(**{f"{field}__startswith": "https://"}) | Q(**{f"{field}__startswith": "http://"})
    return Q(**{field: ""}) | (path & ~other_site) | address
