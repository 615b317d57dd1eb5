"""Included in planning/urls.py."""

from django.urls import path

from . import views

urlpatterns = [
    path("d/<slug:slug>/principles/", views.principles, name="principles"),
    path("staff/d/<slug:slug>/principles/", views.principles_staff, name="principles_staff"),
    path("staff/d/<slug:slug>/principles/<int:number>/", views.judge_principle, name="judge_principle"),
]
