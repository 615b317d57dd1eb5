from django.urls import path

from . import views

app_name = "recruitment"
urlpatterns = [
    path("staff/d/<slug:slug>/target-groups/", views.target_groups, name="target_groups"),
    path("staff/d/<slug:slug>/target-groups/<int:pk>/", views.change, name="change"),
    path("staff/d/<slug:slug>/target-groups/<int:pk>/drop/", views.drop, name="drop"),
]
