from django.urls import include, path

from concept.indicators import views as indicator_views
from concept.measures import views as register_views
from concept.open_data import views as data_views
from concept.overview import views
from concept.rounds import views as round_views

app_name = "concept"

urlpatterns = [
    path("integrationskonzept/", views.overview, name="overview"),
    path("integrationskonzept/berichte/", include("concept.reports.urls")),
    path("integrationskonzept/abfrage/<str:token>/", round_views.answer, name="round"),
    path("integrationskonzept/indikatoren/", indicator_views.index, name="indicators"),
    path("integrationskonzept/indikatoren/<slug:slug>/", indicator_views.indicator, name="indicator"),
    path(
        "integrationskonzept/indikatoren/<slug:slug>.<slug:form>",
        indicator_views.indicator_data,
        name="indicator_data",
    ),
    path("integrationskonzept/abdeckung/", indicator_views.coverage, name="coverage"),
    path("integrationskonzept/daten/", data_views.data, name="data"),
    path("integrationskonzept/daten/katalog.jsonld", data_views.data_catalogue, name="data_catalogue"),
    path("integrationskonzept/daten/alles.zip", data_views.everything, name="data_archive"),
    path("integrationskonzept/daten/<slug:slug>.<slug:form>", data_views.dataset, name="dataset"),
    path("integrationskonzept/gremien/", views.bodies, name="bodies"),
    path("integrationskonzept/massnahmen/", register_views.register, name="measures"),
    path("integrationskonzept/massnahmen/liste/", register_views.sheet, name="measure_sheet"),
    path("integrationskonzept/massnahmen/liste.csv", register_views.table, name="measure_table"),
    path("integrationskonzept/massnahmen/<slug:slug>/", register_views.measure, name="measure"),
    path("integrationskonzept/<slug:slug>/", views.field, name="field"),
]
