from django.urls import path

from . import views

app_name = "sought"
urlpatterns = [path("staff/d/<slug:slug>/decide/<int:number>/not-found/", views.not_found, name="not_found")]
