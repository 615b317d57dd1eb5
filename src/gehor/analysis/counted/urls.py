from django.urls import path

from . import views

app_name = "counted"
urlpatterns = [
    path("staff/d/<slug:slug>/findings/<int:number>/tables/", views.tables, name="tables"),
    path("staff/d/<slug:slug>/findings/<int:number>/tables/<int:pk>/lift/", views.lift, name="lift"),
]
