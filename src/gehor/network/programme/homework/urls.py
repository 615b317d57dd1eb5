from django.urls import URLPattern, path

from .views import hosting, own, public, tenant

app_name = "homework"
ONE, OWN = "staff/o/<slug:slug>/programmes/<slug:name>/", "programmes/own/<str:key>/"
urlpatterns: list[URLPattern] = [
    path(f"{OWN}steps/", own.steps, name="steps"),
    path(f"{OWN}steps/<int:number>/", own.step, name="step"),
    path(f"{OWN}steps/<int:number>/drop/", own.drop_step, name="drop_own_step"),
    path(f"{OWN}deliver/<int:pk>/", own.deliver, name="deliver"),
    path(f"{OWN}deliveries/<int:pk>/", own.delivered, name="delivered"),
    path(f"{OWN}dialogues/", own.dialogues, name="dialogues"),
    path(f"{OWN}dialogues/<int:pk>/", own.dialogue, name="dialogue"),
    path(f"{OWN}map/", own.the_map, name="map"),
    path(f"{OWN}map/<slug:when>/", own.judge, name="judge"),
    path(f"{OWN}met/", own.met, name="met"),
    path(f"{OWN}case/", own.case, name="case"),
    path("programmes/<slug:name>/results/", public.results, name="public"),
    path("programmes/<slug:name>/report.docx", public.report_docx, name="public_docx"),
    path("programmes/<slug:name>/report.pdf", public.report_pdf, name="public_pdf"),
    path("staff/o/<slug:slug>/taking-part/<int:pk>/dialogues/", tenant.link, name="link"),
    path(f"{ONE}course/", hosting.course, name="course"),
    path(f"{ONE}course/ten-steps/", hosting.ten_steps, name="ten_steps"),
    path(f"{ONE}course/<int:number>/", hosting.step, name="hosted_step"),
    path(f"{ONE}course/<int:number>/change/", hosting.change_step, name="change_step"),
    path(f"{ONE}course/<int:number>/drop/", hosting.drop_step, name="drop_step"),
    path(f"{ONE}assignments/<int:pk>/", hosting.assignment, name="assignment"),
    path(f"{ONE}deliveries/<int:pk>/", hosting.delivery, name="delivery"),
    path(f"{ONE}deliveries/<int:pk>/file/", hosting.delivery_file, name="delivery_file"),
    path(f"{ONE}learning/", hosting.learning, name="learning"),
    path(f"{ONE}results/", hosting.results, name="results"),
    path(f"{ONE}report/", hosting.report, name="report"),
    path(f"{ONE}report/report.docx", hosting.report_docx, name="report_docx"),
    path(f"{ONE}report/report.pdf", hosting.report_pdf, name="report_pdf"),
]
