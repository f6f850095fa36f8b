"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ki_site.settings")

_django = get_wsgi_application()

from core.memory.page_cache import KeptPages  # noqa: E402 (needs the apps to be ready)
from core.postgresql import base  # noqa: E402

base.longest_wait = 20  # gunicorn ends a worker after 30 seconds

application = KeptPages(_django)
