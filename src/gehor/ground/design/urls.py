from django.urls import path

from gehor.ground.design.views import patterns

app_name = "design"
urlpatterns = [path("design/", patterns, name="patterns")]
