from django.urls import path

from . import views

# Part of planning's addresses, see planning/urls.py.
urlpatterns = [
    path("staff/d/<slug:slug>/plan.docx", views.plan_docx, name="plan_docx"),
    path("staff/d/<slug:slug>/plan.pdf", views.plan_pdf, name="plan_pdf"),
]
