from django.urls import URLPattern, path

from . import sending, views, writing
from .anew import views as anew
from .stages.urls import urlpatterns as stages

app_name = "feedback"
urlpatterns: list[URLPattern] = [
    path("d/<slug:slug>/answers/", views.answers, name="answers"),
    path("staff/d/<slug:slug>/answers/", writing.write_list, name="write_list"),
    path("staff/d/<slug:slug>/answers/<int:number>/", writing.write, name="write"),
    path("staff/d/<slug:slug>/answers/<int:number>/anew/", anew.anew, name="anew"),
    path("staff/d/<slug:slug>/release/", writing.release, name="release"),
    path("staff/d/<slug:slug>/deliveries/", sending.deliveries, name="deliveries"),
    path("staff/d/<slug:slug>/sheets.pdf", sending.sheets, name="sheets"),
    path("stop/<str:token>/", views.stop, name="stop"),
    *stages,
]
