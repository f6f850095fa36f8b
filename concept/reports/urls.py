from django.urls import path

from concept.reports import views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("<slug:slug>/", views.report, name="report"),
    path("<slug:slug>/kapitel/<slug:key>/", views.report_part, name="report_part"),
    path("<slug:slug>/ganz/", views.report_whole, name="report_whole"),
    path("<slug:slug>/aenderungen/", views.report_changes, name="report_changes"),
    path("<slug:slug>/fassung-<int:number>/", views.report, name="report_version"),
    path(
        "<slug:slug>/fassung-<int:number>/kapitel/<slug:key>/", views.report_part, name="report_version_part"
    ),
    path("<slug:slug>/fassung-<int:number>/ganz/", views.report_whole, name="report_version_whole"),
    path("<slug:slug>/fassung-<int:number>.<str:kind>", views.report_file, name="report_version_file"),
    path("<slug:slug>.<str:kind>", views.report_file, name="report_file"),
]
