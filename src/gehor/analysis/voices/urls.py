from django.urls import path

from . import views

app_name = "voices"
urlpatterns = [
    path("staff/d/<slug:slug>/findings/<int:number>/quote/<slug:reference>/", views.quote, name="quote"),
    path("staff/d/<slug:slug>/findings/<int:number>/unquote/<slug:reference>/", views.unquote, name="unquote"),
    path("staff/d/<slug:slug>/positions/", views.positions, name="positions"),
    path("staff/d/<slug:slug>/positions/<int:number>/", views.position, name="position"),
    path("staff/d/<slug:slug>/positions/<int:number>/drop/", views.drop, name="drop"),
]
