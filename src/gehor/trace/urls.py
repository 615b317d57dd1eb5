from django.urls import path

from . import views
from .consultation import views as consultation
from .persons import views as persons

app_name = "trace"
urlpatterns = [
    path("d/<slug:slug>/c/<str:reference>/", views.thread, name="thread"),
    path("d/<slug:slug>/c/<str:reference>/thread.json", views.thread_json, name="thread_json"),
    path("d/<slug:slug>/decision/<int:number>/", views.grounds, name="grounds"),
    path("d/<slug:slug>/decision/<int:number>/grounds.json", views.grounds_json, name="grounds_json"),
    path("d/<slug:slug>/take-part/<int:number>/consultation/", consultation.consultation, name="consultation"),
    path(
        "staff/d/<slug:slug>/text/<int:number>/consultation.docx",
        consultation.consultation_docx,
        name="consultation_docx",
    ),
    path("staff/o/<slug:slug>/persons/", persons.persons, name="persons"),
    path("staff/o/<slug:slug>/persons/<uuid:pseudonym>/", persons.person, name="person"),
    path("staff/o/<slug:slug>/persons/<uuid:pseudonym>/everything.json", persons.hand_out, name="hand_out"),
    path("staff/o/<slug:slug>/persons/<uuid:pseudonym>/put-right/", persons.put_right, name="put_right_person"),
    path("staff/o/<slug:slug>/persons/<uuid:pseudonym>/erase/", persons.erase, name="erase_person"),
    path("c/", views.find_receipt, name="find_receipt"),
    path("c/<str:receipt>/", views.receipt, name="receipt"),
    path("c/<str:receipt>/sheet.pdf", views.receipt_sheet, name="receipt_sheet"),
    path("c/<str:receipt>/everything.json", views.receipt_export, name="receipt_export"),
    path("c/<str:receipt>/contact/", views.contact, name="contact"),
    path("c/<str:receipt>/erase/", views.erase, name="erase"),
]
