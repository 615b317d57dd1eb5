from django.urls import URLPattern, path

from . import views

app_name = "carried"
urlpatterns: list[URLPattern] = [path("staff/d/<slug:slug>/measures/from-plan/", views.carry, name="carry")]
