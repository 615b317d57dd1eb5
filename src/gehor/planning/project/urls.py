from django.urls import path

from . import views

# Part of planning's addresses, see planning/urls.py.
PROJECT = "staff/d/<slug:slug>/project/"
urlpatterns = [
    path(PROJECT, views.project, name="project"),
    path(f"{PROJECT}print/", views.project_print, name="project_print"),
    path(f"{PROJECT}<slug:part>/", views.part, name="project_part"),
    path(f"{PROJECT}<slug:part>/<int:pk>/", views.row, name="project_row"),
    path(f"{PROJECT}<slug:part>/<int:pk>/remove/", views.remove, name="project_remove"),
    path(f"{PROJECT}budget/<int:pk>/cost/", views.cost, name="project_cost"),
]
