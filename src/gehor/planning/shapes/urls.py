from django.urls import path

from . import views

urlpatterns = [
    path("staff/o/<slug:slug>/templates/<slug:key>/", views.template, name="template"),
    path("staff/d/<slug:slug>/activities/template/", views.add_template, name="add_template"),
]
