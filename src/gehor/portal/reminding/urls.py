from django.urls import path

from . import views

app_name = "reminding"
urlpatterns = [
    path("account/reminders/", views.reminders, name="reminders"),
    path("reminders/stop/<str:token>/", views.stop, name="stop"),
]
