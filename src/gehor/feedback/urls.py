from django.urls import URLPattern, path

from . import views
from .anew import views as anew
from .stages.urls import urlpatterns as stages

app_name = "feedback"
urlpatterns: list[URLPattern] = [
    path("d/<slug:slug>/answers/", views.answers, name="answers"),
    path("staff/d/<slug:slug>/answers/", views.write_list, name="write_list"),
    path("staff/d/<slug:slug>/answers/<int:number>/", views.write, name="write"),
    path("staff/d/<slug:slug>/answers/<int:number>/anew/", anew.anew, name="anew"),
    path("staff/d/<slug:slug>/release/", views.release, name="release"),
    path("staff/d/<slug:slug>/deliveries/", views.deliveries, name="deliveries"),
    path("staff/d/<slug:slug>/sheets.pdf", views.sheets, name="sheets"),
    path("stop/<str:token>/", views.stop, name="stop"),
    *stages,
]
