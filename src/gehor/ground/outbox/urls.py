from django.urls import URLPattern, path

from . import views

app_name = "outbox"
urlpatterns: list[URLPattern] = [path("outbox/", views.messages, name="messages")]
