from django.urls import path

from concept import views

app_name = "concept"

urlpatterns = [
    path("integrationskonzept/", views.overview, name="overview"),
    path("integrationskonzept/<slug:slug>/", views.field, name="field"),
]
