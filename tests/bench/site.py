"""The site as gunicorn serves it in the benchmark; DJANGO_SETTINGS_MODULE says with or without the cache."""

from django.core.wsgi import get_wsgi_application

from tests.bench.worker import telling

application = telling(get_wsgi_application())
