"""The plan on paper says what the plan says."""

import io

import docx as python_docx
import pytest
from django.utils import translation
from pypdf import PdfReader

from gehor.ground.documents.parts import Heading, Paragraph, Table, plain
from gehor.planning.document import plan_document
from gehor.planning.project.queries import whole_plan


def test_the_document_has_every_part_that_is_said_in_its_order(planned, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        document = plan_document(planned)
    headings = [part.text for part in document.parts if isinstance(part, Heading) and part.level == 1]
    with translation.override("sv"):
        assert headings == [str(each.heading) for each in whole_plan(planned) if each.entries]
    assert (document.title, document.language) == ("Vad är kvalitet i skolan?", "sv")
    texts = [plain(part.text) for part in document.parts if isinstance(part, Paragraph)]
    assert texts.index("Skolplanen ska göras om.") < texts.index("Skolplanens mål.")
    assert any("Föräldrar" in plain(row[0]) for part in document.parts if isinstance(part, Table) for row in part.rows)


def test_staff_take_the_plan_along_as_docx_and_as_tagged_pdf(planned, signed_in, django_assert_max_num_queries):
    browser = signed_in("alma")
    with django_assert_max_num_queries(25):
        answer = browser.get("/staff/d/skolan/plan.docx")
    word = python_docx.Document(io.BytesIO(answer.content))
    assert word.core_properties.author == "Älvsala kommun" and "skolan-plan.docx" in answer["Content-Disposition"]
    assert any(each.style.name == "Heading 1" for each in word.paragraphs)
    reader = PdfReader(io.BytesIO(browser.get("/staff/d/skolan/plan.pdf").content))
    assert reader.trailer["/Root"]["/Lang"] == "sv" and reader.metadata.title == "Vad är kvalitet i skolan?"
    text = " ".join(page.extract_text() for page in reader.pages)
    assert text.index("Skolplanen ska göras om.") < text.index("Skolplanens mål.")


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_plan_as_a_file_is_for_its_own_staff(planned, signed_in, client, kind):
    assert signed_in("farid").get(f"/staff/d/skolan/plan.{kind}").status_code in (403, 404)
    assert client.get(f"/staff/d/skolan/plan.{kind}").status_code in (302, 303, 403)


def test_an_idea_has_a_plan_that_says_little(idea):
    assert [part for part in plan_document(idea).parts if isinstance(part, Heading)]
