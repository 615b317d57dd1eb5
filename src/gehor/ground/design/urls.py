from django.urls import path

from gehor.ground.design import views

app_name = "design"
urlpatterns = [
    path("design/", views.show, name="patterns"),
    path("design/identity.css", views.identity, name="identity"),
]
