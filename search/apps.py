from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import pgettext_lazy


class SearchConfig(AppConfig):
    name = "search"
    label = "search"
    verbose_name = pgettext_lazy("noun", "Search")

    def ready(self) -> None:
        from core.content import changes
        from search.listening import IndexListener

        autodiscover_modules("search")
        changes.listen(IndexListener())
