from django.urls import path

from . import views

app_name = "minutes"
STAFF = "staff/d/<slug:slug>/meeting/<int:number>/minutes/"
urlpatterns = [
    path("d/<slug:slug>/take-part/<int:number>/minutes/", views.minutes, name="minutes"),
    path("d/<slug:slug>/take-part/<int:number>/minutes/correct/", views.correct, name="correct"),
    path(STAFF, views.write, name="write"),
    path(f"{STAFF}<int:pk>/", views.settle, name="settle"),
]
