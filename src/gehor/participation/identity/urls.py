from django.urls import path

from . import views

app_name = "identity"
urlpatterns = [
    path("staff/d/<slug:slug>/openings/<int:number>/proof/", views.demands, name="demands"),
    path("staff/d/<slug:slug>/openings/<int:number>/codes/", views.codes, name="codes"),
]
