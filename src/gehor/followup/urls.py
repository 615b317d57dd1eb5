from django.urls import URLPattern, path

from . import views

app_name = "followup"
urlpatterns: list[URLPattern] = [
    path("d/<slug:slug>/measures/", views.measures, name="measures"),
    path("staff/d/<slug:slug>/measures/", views.measures_staff, name="measures_staff"),
    path("staff/d/<slug:slug>/measures/<int:number>/", views.report, name="report"),
    path("staff/d/<slug:slug>/close/", views.close, name="close"),
]
