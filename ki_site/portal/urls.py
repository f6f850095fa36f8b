"""Addresses of the site as a whole. The pages of editors come last: their address is a single word."""

from django.urls import path

from ki_site.portal.views import contact, glossary, home, pages, search

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("kontakt/", contact.contact, name="contact"),
    path("kontakt/danke/", contact.thanks, name="contact_thanks"),
    path("suche/", search.search, name="search"),
    path("suche/vorschlaege/", search.suggest, name="suggest"),
    path("glossar/", glossary.glossary, name="glossary"),
    path("inhalt/", pages.contents, name="contents"),
    path("<slug:slug>/", pages.page, name="page"),
]
