from django.urls import path

from news import views

app_name = "news"

urlpatterns = [
    path("aktuelles/", views.post_list, name="list"),
    path("aktuelles/feed.atom", views.feed, name="feed"),
    path("aktuelles/<slug:slug>/", views.post, name="post"),
    path("termine/", views.event_list, name="events"),
    path("termine/alle.ics", views.all_events_calendar, name="calendar"),
    path("termine/<slug:slug>.ics", views.event_calendar, name="event_calendar"),
    path("termine/<slug:slug>/", views.event, name="event"),
]
