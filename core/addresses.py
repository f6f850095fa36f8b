"""Whole addresses where no request says under which name the site is reached: in mails of commands."""

from django.conf import settings


def site_address() -> str:
    """ "https://ki.example.org", without a slash at the end: the first of ALLOWED_HOSTS."""
    host = next(iter(settings.ALLOWED_HOSTS), "localhost").lstrip(".")
    return f"{'https' if settings.HTTPS else 'http'}://{host}"


def absolute(path: str) -> str:
    return site_address() + path
