"""Addresses without a language: for machines, and the way in."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from ki_site.portal.sitemaps import SITEMAPS
from ki_site.portal.views import machines

urlpatterns = [
    path("", machines.choose_language, name="choose_language"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("manifest.webmanifest", machines.manifest, name="manifest"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("healthz", machines.health, name="health"),
]
