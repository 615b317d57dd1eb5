from django.urls import path

from . import views

app_name = "maps"
urlpatterns = [
    path("o/<slug:slug>/map.svg", views.draw, name="picture"),
    path("o/<slug:slug>/layers/<int:pk>.geojson", views.layer, name="layer"),
]
