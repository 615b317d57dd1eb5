from django.urls import path

from . import decisions, views
from .register import views as register

app_name = "portal"
urlpatterns = [
    path("", views.front, name="front"),
    path("o/<slug:slug>/", views.organisation, name="organisation"),
    path("o/<slug:slug>/results/", register.results, name="results"),
    path("o/<slug:slug>/register.csv", register.register_csv, name="register_csv"),
    path("o/<slug:slug>/register.json", register.register_json, name="register_json"),
    path("o/<slug:slug>/feed.atom", register.feed, name="feed"),
    path("o/<slug:slug>/programme/", register.programme, name="programme"),
    path("o/<slug:slug>/clock/", register.clock, name="clock"),
    path("o/<slug:slug>/calendar/", decisions.calendar, name="calendar"),
    path("d/<slug:slug>/", views.dialogue, name="dialogue"),
    path("staff/", views.desk, name="desk"),
    path("staff/o/<slug:slug>/", views.dialogues, name="dialogues"),
    path("staff/d/<slug:slug>/", views.workbench, name="workbench"),
]
