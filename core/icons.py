"""Icons that editors choose by name."""

from functools import cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from heroicons import IconDoesNotExist
from heroicons.templatetags.heroicons import heroicon_outline


@cache
def _exists(name: str) -> bool:
    try:
        heroicon_outline(name)
    except IconDoesNotExist:
        return False
    return True


def validate_icon(name: str) -> None:
    """Refuse a name that the outline set does not have; a page with it could not be shown."""
    if not _exists(name):
        raise ValidationError(_("There is no icon “%(name)s”. Example: academic-cap"), params={"name": name})
