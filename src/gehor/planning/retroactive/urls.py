from django.urls import path

from . import views

app_name = "retroactive"
urlpatterns = [
    path("staff/o/<slug:slug>/bring-in/", views.bring_in, name="bring_in"),
    path("staff/d/<slug:slug>/earlier/", views.put_right, name="put_right"),
    path("staff/d/<slug:slug>/held/add/", views.add_held, name="add_held"),
    path("staff/d/<slug:slug>/held/<int:number>/", views.change_held, name="change_held"),
    path("staff/d/<slug:slug>/held/<int:number>/remove/", views.remove_held, name="remove_held"),
]
