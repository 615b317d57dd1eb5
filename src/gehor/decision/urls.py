from django.urls import URLPattern, path

from . import deciding, views
from .course import views as course

app_name = "decision"
urlpatterns: list[URLPattern] = [
    path("d/<slug:slug>/basis/", views.basis, name="basis"),
    path("d/<slug:slug>/basis/<int:number>/", views.resting, name="resting"),
    path("d/<slug:slug>/basis/set-aside/", views.set_aside, name="set_aside"),
    path("d/<slug:slug>/decision/", views.decisions, name="decisions"),
    path("staff/d/<slug:slug>/decide/", deciding.decide_list, name="decide_list"),
    path("staff/d/<slug:slug>/decide/<int:number>/", deciding.decide, name="decide"),
    path("staff/d/<slug:slug>/decide/next/", deciding.decide_next, name="decide_next"),
    path("staff/d/<slug:slug>/decide/together/", deciding.decide_together, name="decide_together"),
    path("staff/d/<slug:slug>/decide/meeting/", course.handle, name="handle"),
    path("staff/d/<slug:slug>/decide/<int:number>/change/", course.change, name="change"),
    path("staff/d/<slug:slug>/decide/<int:number>/referral/", course.referral, name="referral"),
    path("staff/d/<slug:slug>/decide/<int:number>/settled/", course.settled, name="settled"),
]
