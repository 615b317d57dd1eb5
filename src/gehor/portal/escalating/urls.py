from django.urls import path

from . import views

app_name = "escalating"
urlpatterns = [
    path("o/<slug:slug>/clock/late/", views.late, name="late"),
    path("staff/o/<slug:slug>/escalation/", views.escalation, name="escalation"),
]
