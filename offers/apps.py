from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OffersConfig(AppConfig):
    name = "offers"
    verbose_name = _("Offers and places")

    def ready(self) -> None:
        from core import references
        from offers.facts import fact

        references.provide(fact=fact)
