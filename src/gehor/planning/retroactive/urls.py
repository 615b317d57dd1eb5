from django.urls import path

from . import views

app_name = "retroactive"
urlpatterns = [
    path("staff/o/<slug:slug>/bring-in/", views.bring_in, name="bring_in"),
    path("staff/d/<slug:slug>/earlier/", views.put_right, name="put_right"),
]
