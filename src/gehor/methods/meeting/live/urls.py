from django.urls import path

from . import views

app_name = "live"
PUBLIC = "d/<slug:slug>/take-part/<int:number>/"
STAFF = "staff/d/<slug:slug>/meeting/<int:number>/live/"
urlpatterns = [
    path(f"{PUBLIC}live/", views.floor, name="floor"),
    path(f"{PUBLIC}live/ask/", views.ask, name="ask"),
    path(f"{PUBLIC}live/second/<str:reference>/", views.second, name="second"),
    path(f"{PUBLIC}live/vote/<int:poll>/", views.vote, name="vote"),
    path(f"{PUBLIC}screen/", views.screen, name="screen"),
    path(STAFF, views.lectern, name="lectern"),
    path(f"{STAFF}close/<int:poll>/", views.close, name="close"),
    path(f"{STAFF}show/<str:reference>/", views.show, name="show"),
    path(f"{STAFF}take-up/<str:reference>/", views.take_up, name="take_up"),
]
