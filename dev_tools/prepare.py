"""Runs inside .venv before the development server: database, content, demo users, in one process."""

import os
import sys

from dev_tools.console import complain, say


def main() -> int:
    """Bring the database up to date and fill in what is missing; what staff changed stays."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ki_site.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, call_command
    from django.db import OperationalError, connection
    from django.db.migrations.recorder import MigrationRecorder

    try:
        django.setup()
        from django.conf import settings

        new = not MigrationRecorder(connection).has_table()
        say("Making the database (half a minute, once)" if new else "Bringing the database up to date")
        call_command("migrate", interactive=False, verbosity=0)
        say("Loading the content (what staff have changed stays)")
        call_command("load_content")
        if settings.DEBUG:
            call_command("demo_users")
        else:
            say("Collecting the static files")
            call_command("collectstatic", interactive=False, verbosity=0)
    except (ImproperlyConfigured, CommandError) as error:
        complain(str(error))
        return 1
    except OperationalError as error:
        complain(
            f"The database does not answer; check DATABASE_URL and its server: {' '.join(str(error).split())}"
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
