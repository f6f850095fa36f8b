from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import pgettext_lazy


class SearchConfig(AppConfig):
    name = "ki_site.search"
    label = "search"
    verbose_name = pgettext_lazy("noun", "Search")

    def ready(self) -> None:
        from ki_site.core import changes
        from ki_site.search.listening import IndexListener

        autodiscover_modules("search")
        changes.listen(IndexListener())
