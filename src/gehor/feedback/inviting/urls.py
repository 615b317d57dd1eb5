from django.urls import URLPattern, path

from . import views

app_name = "inviting"
urlpatterns: list[URLPattern] = [
    path("staff/d/<slug:slug>/series/invitations/<int:number>/", views.session, name="session")
]
