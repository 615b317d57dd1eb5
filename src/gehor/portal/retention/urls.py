from django.urls import path

from . import views

app_name = "retention"
urlpatterns = [
    path("staff/o/<slug:slug>/retention/", views.kept, name="kept"),
]
