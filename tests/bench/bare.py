"""The measure: a Django view without middleware, database or template that gives 20 kB."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.bench.worker import telling

BODY = b"<!doctype html><title>20 kB</title>".ljust(20_000, b".")


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY, headers={"Content-Length": str(len(BODY))})


urlpatterns = [path("de/", view)]

settings.configure(
    SECRET_KEY="bare view of the benchmark, guards nothing",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
)

application = telling(get_wsgi_application())
