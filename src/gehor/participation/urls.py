from django.urls import path

from . import views
from .ballots.views import entering, outcome, supporters, taking_back
from .intake import views as intake
from .views import preview

app_name = "participation"
urlpatterns = [
    path("d/<slug:slug>/take-part/", views.take_part, name="take_part"),
    path("d/<slug:slug>/take-part/<int:number>/", views.activity, name="activity"),
    path("d/<slug:slug>/take-part/<int:number>/paper/", views.paper, name="paper"),
    path("d/<slug:slug>/take-part/<int:number>/result/", outcome.outcome, name="outcome"),
    path("d/<slug:slug>/take-part/<int:number>/result.csv", outcome.outcome_csv, name="outcome_csv"),
    path("d/<slug:slug>/take-part/<int:number>/result.json", outcome.outcome_json, name="outcome_json"),
    path("d/<slug:slug>/take-part/<int:number>/result/<slug:exchange>/", outcome.outcome_file, name="outcome_file"),
    path(
        "d/<slug:slug>/take-part/<int:number>/support/<str:reference>/take-back/",
        taking_back.take_support_back,
        name="take_support_back",
    ),
    path("c/<str:receipt>/support/<str:reference>/", taking_back.take_back_by_receipt, name="take_back_by_receipt"),
    path("d/<slug:slug>/contributions/", views.contributions, name="contributions"),
    path("d/<slug:slug>/contributions.csv", views.contributions_csv, name="contributions_csv"),
    path("d/<slug:slug>/contributions.json", views.contributions_json, name="contributions_json"),
    path("d/<slug:slug>/attachments/<int:pk>/", views.attachment, name="attachment"),
    path("staff/d/<slug:slug>/preview/<int:number>/", preview.preview, name="preview"),
    path("staff/d/<slug:slug>/preview/<int:number>/page/", preview.preview_page, name="preview_page"),
    path("staff/d/<slug:slug>/outcome/<int:number>/", outcome.outcome_for_staff, name="outcome_for_staff"),
    path("staff/d/<slug:slug>/outcome/<int:number>/ballots.csv", outcome.brought_out_csv, name="brought_out"),
    path("staff/d/<slug:slug>/openings/", intake.openings, name="openings"),
    path("staff/d/<slug:slug>/openings/<int:number>/open/", intake.open_activity, name="open_activity"),
    path("staff/d/<slug:slug>/openings/<int:number>/close/", intake.close_activity, name="close_activity"),
    path("staff/d/<slug:slug>/enter/", intake.way_in, name="way_in"),
    path("staff/d/<slug:slug>/enter/<int:number>/", intake.enter, name="enter"),
    path("staff/d/<slug:slug>/enter/<int:number>/<str:reference>/", intake.correct_typing, name="correct_typing"),
    path("staff/d/<slug:slug>/enter/<int:number>/<str:reference>/slip/", intake.slip, name="slip"),
    path("staff/d/<slug:slug>/enter/<int:number>/ballot/<int:pk>/", entering.ballot_slip, name="ballot_slip"),
    path("staff/d/<slug:slug>/enter/<int:number>/ballot/<int:pk>/mend/", entering.mend_ballot, name="mend_ballot"),
    path("staff/d/<slug:slug>/support/<int:number>/", supporters.enter_support, name="enter_support"),
    path("staff/d/<slug:slug>/support/<int:number>/list/", supporters.support_list, name="support_list"),
    path("staff/d/<slug:slug>/import/<int:number>/", intake.import_file, name="import_file"),
    path("staff/d/<slug:slug>/import/<int:number>/<slug:key>/", intake.import_columns, name="import_columns"),
    path("staff/d/<slug:slug>/import/<int:number>/<slug:key>/rows.csv", intake.import_problems, name="import_problems"),
    path("staff/d/<slug:slug>/imports/", intake.imports, name="imports"),
    path("staff/d/<slug:slug>/imports/waiting/<int:pk>/", intake.import_waiting, name="import_waiting"),
    path("staff/d/<slug:slug>/imports/<int:pk>/", intake.imported, name="imported"),
    path("staff/d/<slug:slug>/imports/<int:pk>/undo/", intake.undo_import, name="undo_import"),
]
