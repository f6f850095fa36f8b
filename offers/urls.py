from django.urls import path

from offers import exports, views

app_name = "offers"
urlpatterns = [
    path("angebote/", views.offer_list, name="list"),
    path("angebote/liste/", exports.offer_sheet, name="sheet"),
    path("angebote/liste.csv", exports.offer_table, name="table"),
    path("angebote/sprechzeiten.ics", exports.offer_calendar, name="calendar"),
    path("angebote/<slug:slug>/", views.offer_detail, name="detail"),
    path("service-point/", views.service_point, name="service_point"),
    path("mitmachen/", views.volunteering, name="volunteering"),
    path("organisationen/<slug:slug>/", views.organisation_detail, name="organisation"),
    path("orte/", views.place_map, name="map"),
    path("orte/<slug:slug>/", views.place_detail, name="place"),
]
