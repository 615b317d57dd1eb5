from django.urls import path

from . import views

app_name = "participation"
urlpatterns = [
    path("d/<slug:slug>/take-part/", views.take_part, name="take_part"),
    path("d/<slug:slug>/take-part/<int:number>/", views.activity, name="activity"),
    path("d/<slug:slug>/take-part/<int:number>/paper/", views.paper, name="paper"),
    path("d/<slug:slug>/contributions/", views.contributions, name="contributions"),
    path("d/<slug:slug>/contributions.csv", views.contributions_csv, name="contributions_csv"),
    path("d/<slug:slug>/contributions.json", views.contributions_json, name="contributions_json"),
    path("d/<slug:slug>/attachments/<int:pk>/", views.attachment, name="attachment"),
    path("staff/d/<slug:slug>/attachments/<int:pk>/", views.attachment_for_staff, name="attachment_for_staff"),
]
