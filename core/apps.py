from django.apps import AppConfig
from django.db.backends.signals import connection_created

from core import sqlite


class CoreConfig(AppConfig):
    name = "core"
    label = "core"

    def ready(self) -> None:
        from core.content import changes, watching
        from core.content.held_addresses import AddressListener
        from core.editing.recording import VersionListener

        connection_created.connect(sqlite.set_up)
        watching.watch_relations()
        changes.listen(VersionListener())
        changes.listen(AddressListener())
