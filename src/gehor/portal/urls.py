from django.urls import path

from . import decisions, views

app_name = "portal"
urlpatterns = [
    path("", views.front, name="front"),
    path("o/<slug:slug>/", views.organisation, name="organisation"),
    path("o/<slug:slug>/results/", views.results, name="results"),
    path("o/<slug:slug>/calendar/", decisions.calendar, name="calendar"),
    path("d/<slug:slug>/", views.dialogue, name="dialogue"),
    path("staff/", views.desk, name="desk"),
    path("staff/o/<slug:slug>/", views.dialogues, name="dialogues"),
    path("staff/d/<slug:slug>/", views.workbench, name="workbench"),
]
