from django.apps import AppConfig


class TranslatingConfig(AppConfig):
    """Has no models: its command and its pages for staff work on the translations of all others."""

    name = "translating"
