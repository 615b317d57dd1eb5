from django.urls import path

from . import views

app_name = "sourced"
urlpatterns = [
    path("staff/d/<slug:slug>/sources/", views.sources, name="sources"),
    path("staff/d/<slug:slug>/sources/<int:number>/", views.source_for_staff, name="source_for_staff"),
    path("staff/d/<slug:slug>/findings/bring-in/", views.bring, name="bring"),
    path("staff/d/<slug:slug>/findings/bring-in/file/", views.bring_file, name="bring_file"),
    path("d/<slug:slug>/sources/<int:number>/", views.source, name="source"),
]
