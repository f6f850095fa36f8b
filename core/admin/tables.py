"""Inlines in the form of a table."""

from typing import Any

from django.contrib import admin
from django.db.models import Field
from django.http import HttpRequest
from django.utils.text import capfirst

from core.admin import clock_fields


class TableInline(admin.TabularInline):
    """Each field has the name of its column, which Django leaves to the eye."""

    extra = 0
    formfield_overrides = clock_fields.FIELDS

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        clock_fields.prepare(field, db_field.name)
        if field is not None:
            widget: Any = getattr(field.widget, "widget", field.widget)
            widget.attrs["aria-label"] = capfirst(field.label)
            for button in ("add", "change", "delete", "view"):
                if hasattr(field.widget, f"can_{button}_related"):
                    setattr(field.widget, f"can_{button}_related", False)
        return field
