from django.urls import URLPattern, path

from . import views

app_name = "invoicing"
FEES = "staff/o/<slug:slug>/programmes/<slug:name>/fees/"
urlpatterns: list[URLPattern] = [
    path(FEES, views.fees, name="fees"),
    path(f"{FEES}seller/", views.seller, name="seller"),
    path(f"{FEES}<int:year>/draw/", views.draw, name="draw"),
    path(f"{FEES}<int:year>/invoices.csv", views.invoices_csv, name="csv"),
    path(f"{FEES}<int:year>/invoices.zip", views.invoices_zip, name="zip"),
    path(f"{FEES}invoices/<int:number>/", views.invoice, name="invoice"),
    path(f"{FEES}invoices/<int:number>/invoice.xml", views.invoice_xml, name="xml"),
]
