"""Members of the staff for tests, and what a browser would send from a page of the admin."""

from typing import Any

from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.forms import BaseForm
from django.test import Client
from django.urls import reverse

from core import roles

ROLES = (roles.REDAKTION, roles.LEITUNG, roles.ADMINISTRATION)


def member(role: str | None) -> User:
    """An active member of the staff with this role; None: staff without any."""
    user, made = User.objects.get_or_create(username=(role or "nobody").lower(), is_staff=True)
    if made and role:
        user.groups.add(Group.objects.get(name=role))
    return user


def client_of(role: str | None) -> Client:
    client = Client()
    client.force_login(member(role))
    return client


def admin_url(model: type[Model] | Model, page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def change_url(obj: Model) -> str:
    return admin_url(obj, "change", obj.pk)


def form_data(response: Any, **changes: Any) -> dict[str, Any]:
    """The fields of a form as they stand on the page, as a browser sends them; `changes` by HTML name."""
    data: dict[str, Any] = {}
    _add(data, response.context["adminform"].form)
    for inline in response.context["inline_admin_formsets"]:
        _add(data, inline.formset.management_form)
        for form in inline.formset.forms:
            _add(data, form)
    if opened := response.context.get("opened"):
        data |= {"_base": opened.base, "_on": opened.on}
    data |= changes
    return {name: value for name, value in data.items() if value is not None and value is not False}


def _add(data: dict[str, Any], form: BaseForm) -> None:
    for bound in form:
        value = bound.value()
        widget = bound.field.widget
        widget = getattr(widget, "widget", widget)
        if hasattr(widget, "decompress"):
            parts = value if isinstance(value, list) else widget.decompress(value)
            for number, part in enumerate(parts):
                data[f"{bound.html_name}_{number}"] = "" if part is None else part
        elif isinstance(value, list):
            data[bound.html_name] = [getattr(item, "pk", item) for item in value]
        elif not getattr(widget, "needs_multipart_form", False):
            data[bound.html_name] = value
