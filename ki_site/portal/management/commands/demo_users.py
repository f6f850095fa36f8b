"""A user of each role, to try the admin on a development machine."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from core import roles

DEMO_USERS = {
    "redaktion": roles.REDAKTION,
    "leitung": roles.LEITUNG,
    "administration": roles.ADMINISTRATION,
}


class Command(BaseCommand):
    help = "Create a demo user of each role and print the log-ins once (development only)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("Demo users are for development only; this site runs with DEBUG off.")
        with transaction.atomic():
            made = {name: self._make(name, role) for name, role in DEMO_USERS.items()}
        if not any(made.values()):
            return
        self.stdout.write(f"Log-ins for {reverse('admin:index')}, shown only now:")
        for name, password in made.items():
            if password:
                self.stdout.write(f"  {name:<15} {password}   (role {DEMO_USERS[name]})")
        self.stdout.write("A new password later: manage.py changepassword NAME")

    @staticmethod
    def _make(name: str, role: str) -> str:
        """The password of the new user; "" for one that is there already and stays as it is."""
        if User.objects.filter(username=name).exists():
            return ""
        password = secrets.token_urlsafe(12)
        user = User.objects.create_user(name, password=password, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        return password
