from django.urls import path

from . import views

app_name = "calendar"
urlpatterns = [
    path("o/<slug:slug>/calendar.ics", views.feed, name="feed"),
    path("staff/o/<slug:slug>/calendar/", views.meetings, name="meetings"),
    path("staff/o/<slug:slug>/calendar/new/", views.add, name="add"),
    path("staff/o/<slug:slug>/calendar/import/", views.import_file, name="import_file"),
    path("staff/o/<slug:slug>/calendar/<int:pk>/", views.meeting, name="meeting"),
    path("staff/o/<slug:slug>/calendar/<int:pk>/matters/", views.matters, name="matters"),
    path("staff/o/<slug:slug>/calendar/<int:pk>/remove/", views.remove, name="remove"),
]
