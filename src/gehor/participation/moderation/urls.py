from django.urls import path

from . import views

app_name = "moderation"
urlpatterns = [
    path("d/<slug:slug>/c/<str:reference>/report/", views.report, name="report"),
    path("d/<slug:slug>/c/<str:reference>/reported/", views.reported, name="reported"),
    path("staff/d/<slug:slug>/moderation/", views.queue, name="queue"),
    path("staff/d/<slug:slug>/moderation/limit/", views.set_limit, name="limit"),
    path("staff/d/<slug:slug>/moderation/show/<int:number>/", views.show_waiting, name="show_waiting"),
    path("staff/d/<slug:slug>/moderation/<str:reference>/", views.rule, name="rule"),
    path("staff/d/<slug:slug>/moderation/<str:reference>/apart/", views.apart, name="apart"),
]
