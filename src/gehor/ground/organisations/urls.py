from django.urls import path, re_path

from . import views

app_name = "organisations"
urlpatterns = [
    path("o/<slug:slug>/identity.css", views.identity, name="identity"),
    re_path(r"^logos/(?P<name>[A-Za-z0-9_-]+\.png)$", views.logo, name="logo"),  # what organisation.logo.url says
    path("staff/o/<slug:slug>/settings/", views.settings, name="settings"),
    path("staff/o/<slug:slug>/members/", views.members, name="members"),
    path("staff/o/<slug:slug>/members/<int:pk>/take/", views.take_role, name="take_role"),
    path("staff/o/<slug:slug>/bodies/", views.bodies, name="bodies"),
    path("staff/o/<slug:slug>/bodies/<int:pk>/", views.body, name="body"),
    path("staff/o/<slug:slug>/bodies/<int:pk>/dissolve/", views.dissolve, name="dissolve"),
]
