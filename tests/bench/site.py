"""The site as gunicorn serves it in the benchmark; DJANGO_SETTINGS_MODULE says with or without the cache."""

from ki_site import wsgi
from tests.bench.worker import telling

application = telling(wsgi.application)
