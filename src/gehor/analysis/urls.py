from django.urls import path

from . import views

app_name = "analysis"
urlpatterns = [
    path("staff/d/<slug:slug>/read/", views.worklist, name="worklist"),
    path("staff/d/<slug:slug>/read/<slug:reference>/", views.contribution, name="contribution"),
    path("staff/d/<slug:slug>/read/<slug:reference>/mask/", views.mask, name="mask"),
    path("staff/d/<slug:slug>/read/<slug:reference>/publish/", views.publish, name="publish"),
    path("staff/d/<slug:slug>/read/<slug:reference>/attachments/<int:number>/", views.attachment, name="attachment"),
    path("staff/d/<slug:slug>/findings/", views.findings, name="findings"),
    path("staff/d/<slug:slug>/findings/<int:number>/", views.finding, name="finding"),
    path("staff/d/<slug:slug>/findings/<int:number>/drop/", views.drop, name="drop"),
    path("staff/d/<slug:slug>/sign-off/", views.sign_off, name="sign_off"),
    path("d/<slug:slug>/result/", views.result, name="result"),
    path("d/<slug:slug>/result.json", views.result_json, name="result_json"),
    path("d/<slug:slug>/result/aside/", views.result_aside, name="result_aside"),
    path("d/<slug:slug>/result/<int:number>/", views.result_finding, name="result_finding"),
]
