from django.urls import include, path

from concept import views

app_name = "concept"

urlpatterns = [
    path("integrationskonzept/", views.overview, name="overview"),
    path("integrationskonzept/berichte/", include("concept.reporting.urls")),
    path("integrationskonzept/<slug:slug>/", views.field, name="field"),
]
