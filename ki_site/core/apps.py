from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "ki_site.core"
    label = "core"

    def ready(self) -> None:
        from ki_site.core import changes, version

        version.watch_relations()
        changes.watch_relations()
