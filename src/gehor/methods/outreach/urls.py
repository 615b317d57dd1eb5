from django.urls import path

from . import views

app_name = "outreach"
urlpatterns = [
    path("staff/d/<slug:slug>/outreach/<int:number>/", views.talks, name="talks"),
    path("staff/d/<slug:slug>/outreach/<int:number>/effort/", views.effort, name="effort"),
    path("staff/d/<slug:slug>/outreach/<int:number>/effort/<int:pk>/drop/", views.drop, name="drop_effort"),
]
