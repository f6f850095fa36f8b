"""Users and groups: Django's own pages, safe in the hands of somebody who is no superuser."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import roles
from core.admin.searching import FoldedSearch

ACTIONS = {"view": _("see"), "add": _("add"), "change": _("change"), "delete": _("delete")}

admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class StaffAdmin(FoldedSearch, UserAdmin):
    """Rights come from roles alone; superusers are changed by superusers only."""

    list_display = ["username", "first_name", "last_name", "email", "role_names", "is_active", "last_login"]
    list_filter = ["groups", "is_active"]
    show_facets = admin.ShowFacets.ALWAYS
    add_fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "email", "groups"]}),
        (_("Password"), {"fields": ["usable_password", "password1", "password2"]}),
    ]
    fieldsets = [
        (None, {"fields": ["username", "password", ("first_name", "last_name"), "email"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "groups"]}),
        (_("Record"), {"fields": ["last_login", "date_joined"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal: list[str] = []

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj and request.user.is_superuser:
            fieldsets.insert(2, (_("Superuser"), {"fields": ["is_superuser"]}))
        return fieldsets

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("groups")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    @staticmethod
    def _may_touch(request: HttpRequest, obj: Any) -> bool:
        return obj is None or not obj.is_superuser or request.user.is_superuser

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            # Everybody who is added here works here.
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    @admin.display(description=_("roles"))
    def role_names(self, obj: User) -> str:
        return ", ".join(sorted(group.name for group in obj.groups.all())) or "–"


class PermissionsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Permission) -> str:
        """ "Angebot: ändern" instead of the English names in the database."""
        model = obj.content_type.model_class()
        if model is None or f"{obj.content_type.app_label}.{obj.codename}" == roles.PUBLISH:
            return gettext("Publish, archive, and delete what was published")
        action = ACTIONS.get(obj.codename.partition("_")[0], obj.name)
        return f"{capfirst(model._meta.verbose_name)}: {action}"


@admin.register(Group)
class RoleAdmin(FoldedSearch, GroupAdmin):
    """The permissions on offer are those that some role has."""

    list_display = ["name", "members"]
    filter_horizontal: list[str] = []

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("user_set")

    @admin.display(description=_("members"))
    def members(self, obj: Group) -> str:
        return ", ".join(sorted(user.get_username() for user in obj.user_set.all())) or "–"

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "permissions":
            models = [model for model in apps.get_models() if _is_for_staff(model)]
            known = ContentType.objects.get_for_models(*models).values()
            useful = Q(content_type__in=known) | Q(codename=roles.PUBLISH.partition(".")[2])
            kwargs["form_class"] = PermissionsField
            kwargs["widget"] = forms.CheckboxSelectMultiple
            kwargs["queryset"] = Permission.objects.filter(useful).select_related("content_type")
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def _is_for_staff(model: type[Model]) -> bool:
    """Whether some role may do anything with it; nothing technical can be given away."""
    return bool(roles.actions(roles.ADMINISTRATION, model._meta.app_label, str(model._meta.model_name)))
