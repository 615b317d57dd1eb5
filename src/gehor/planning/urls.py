from django.urls import path

from . import views
from .advice import views as advice
from .checks.urls import urlpatterns as checks
from .document.urls import urlpatterns as document
from .project.urls import urlpatterns as project
from .shapes.urls import urlpatterns as shapes

app_name = "planning"
urlpatterns = [
    path("staff/o/<slug:slug>/start/", views.start, name="start"),
    path("staff/d/<slug:slug>/assess/", views.assess, name="assess"),
    path("staff/d/<slug:slug>/purpose/", views.purpose, name="purpose"),
    path("staff/d/<slug:slug>/influence/", views.influence, name="influence"),
    path("staff/d/<slug:slug>/decision-maker/", views.decision_maker, name="decision_maker"),
    path("staff/d/<slug:slug>/answer-promise/", views.answer_promise, name="answer_promise"),
    path("staff/d/<slug:slug>/activities/", views.activities, name="activities"),
    path("staff/d/<slug:slug>/activities/new/<slug:key>/", views.choose, name="choose"),
    path("staff/d/<slug:slug>/activities/<int:number>/", views.activity, name="activity"),
    path("staff/d/<slug:slug>/activities/<int:number>/set-up/", views.setup, name="setup"),
    path("staff/d/<slug:slug>/activities/<int:number>/drop/", views.drop, name="drop"),
    path("staff/d/<slug:slug>/advice/", advice.advice, name="advice"),
    path("methods/", advice.methods, name="methods"),
    path("methods/<slug:key>/", advice.method, name="method"),
    path("staff/d/<slug:slug>/change/", views.change, name="change"),
    path("staff/d/<slug:slug>/change/<str:part>/", views.change_part, name="change_part"),
    *project,
    *document,
    *shapes,
    *checks,
]
