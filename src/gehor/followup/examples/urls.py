from django.urls import URLPattern, path

from . import views

app_name = "examples"
urlpatterns: list[URLPattern] = [
    path("staff/o/<slug:slug>/finished/", views.examples, name="examples"),
    path("staff/o/<slug:slug>/finished/<slug:key>/", views.example, name="example"),
]
