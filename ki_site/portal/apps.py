from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "ki_site.portal"
    label = "portal"
    verbose_name = _("Website")

    def ready(self) -> None:
        from core import references
        from core.words import glossary
        from ki_site.portal import entry_pages
        from ki_site.portal.explaining import current_glossary

        glossary.provide(current_glossary)
        references.provide(pages=entry_pages.pages, target=entry_pages.target)
