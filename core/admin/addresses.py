"""Addresses of the admin."""

from typing import Any

from django.db.models import Model
from django.urls import reverse


def url(model: type[Model], page: str, *args: Any, query: str = "") -> str:
    """Of the `page` ("changelist", "add", "change" …) of a model; `query` goes behind the question mark."""
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)
    return f"{address}?{query}" if query else address
