from django.urls import path

from . import views

app_name = "journal"
urlpatterns = [
    path("staff/o/<slug:slug>/journal/", views.entries, name="entries"),
    path("staff/o/<slug:slug>/journal.csv", views.entries_csv, name="entries_csv"),
    path("staff/o/<slug:slug>/journal/verify/", views.verify, name="verify"),
]
