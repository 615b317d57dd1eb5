from django.urls import path

from . import views

app_name = "maps"
urlpatterns = [
    path("o/<slug:slug>/map.svg", views.draw, name="picture"),
    path("o/<slug:slug>/layers/<int:pk>.geojson", views.layer, name="layer"),
    path("staff/o/<slug:slug>/maps/", views.layers, name="layers"),
    path("staff/o/<slug:slug>/maps/tiles/", views.tiles, name="tiles"),
    path("staff/o/<slug:slug>/maps/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
