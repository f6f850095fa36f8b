from django.apps import AppConfig
from django.db.backends.signals import connection_created

from core import sqlite


class CoreConfig(AppConfig):
    name = "core"
    label = "core"

    def ready(self) -> None:
        from core.content import watching

        connection_created.connect(sqlite.set_up)
        watching.watch_relations()
