from django.urls import path

from . import views

app_name = "checking"
urlpatterns = [
    path("c/<str:receipt>/check/", views.check, name="check"),
    path("d/<slug:slug>/result/<int:number>/check/", views.history, name="history"),
    path("staff/d/<slug:slug>/check/", views.overview, name="overview"),
    path("staff/d/<slug:slug>/check/close/", views.close, name="close"),
    path("staff/d/<slug:slug>/check/enter/", views.enter, name="enter"),
    path("staff/d/<slug:slug>/check/form/", views.paper, name="paper"),
    path("staff/d/<slug:slug>/check/objections/<int:pk>/", views.answer, name="answer"),
]
