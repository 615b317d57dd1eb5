"""A committee's own Word template: which are taken, which are refused and why, and what comes out."""

import io
import zipfile

import docx as python_docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt

from gehor.decision.basis import actions, queries
from gehor.decision.basis.content import basis_of
from gehor.decision.basis.exporting import as_docx, starting_template
from gehor.decision.basis.fields import LINES, PARTS
from gehor.decision.basis.models import WordTemplate
from gehor.ground.documents.filling import check
from gehor.ground.errors import WrongInput, WrongPerson
from gehor.ground.organisations.models import Body

PAGE = "/staff/o/alvsala/templates/"


def made(*paragraphs, head="", cell=""):
    """A DOCX of a committee, with these paragraphs."""
    word = python_docx.Document()
    word.sections[0].header.paragraphs[0].text = head
    for text in paragraphs:
        word.add_paragraph(text)
    if cell:
        word.add_table(1, 1).rows[0].cells[0].paragraphs[0].text = cell
    return saved(word)


def saved(word):
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def with_file(data, name, content):
    """The DOCX with one more file in it."""
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, content)
    return file.getvalue()


def refused(data):
    with pytest.raises(WrongInput) as refusal:
        check(data, lines=LINES, parts=PARTS)
    return refusal.value


def texts(data):
    word = python_docx.Document(io.BytesIO(data))
    return ["".join(t.text or "" for t in each.iter(qn("w:t"))) for each in word.element.body.iter(qn("w:p"))]


def test_fields_are_filled_in_where_they_stand(analysed, alma):
    data = made(
        "Ärende {{ case_number }} till {{body}}.", "{{ findings }}", "Slut", head="{{ title }}", cell="{{ limits }}"
    )
    template = actions.upload_template(analysed.organisation, actor=alma, data=data, name="mall.docx")
    filled = as_docx(basis_of(analysed), analysed.organisation, template)
    said = texts(filled)
    assert "Ärende BUN 2026/17 till Barn- och utbildningsnämnden." in said
    assert said.index("1. Skolgården är för liten.") < said.index("Slut")
    assert not any("{{" in each for each in said)
    word = python_docx.Document(io.BytesIO(filled))
    assert word.sections[0].header.paragraphs[0].text == "Vad är kvalitet i skolan?"
    heading = next(each for each in word.paragraphs if each.style.name == "Heading 2")
    assert heading.text == "1. Skolgården är för liten."
    assert word.tables[-1].rows[0].cells[0].text.strip()


def test_a_field_that_word_has_cut_into_pieces_keeps_its_letters(analysed, alma):
    word = python_docx.Document()
    paragraph = word.add_paragraph("Till ")
    for piece in ("{{ bo", "dy", " }} och {{ ti", "tle }}"):
        paragraph.add_run(piece).font.size = Pt(20)
    template = WordTemplate(file=saved(word))
    filled = python_docx.Document(io.BytesIO(as_docx(basis_of(analysed), analysed.organisation, template)))
    assert filled.paragraphs[0].text == "Till Barn- och utbildningsnämnden och Vad är kvalitet i skolan?"
    assert filled.paragraphs[0].runs[1].font.size == Pt(20)


def test_what_somebody_wrote_is_never_read_as_a_field(analysed, alma):
    analysed.title = {"sv": "{{ case_number }} {% x %}"}
    analysed.save()
    filled = as_docx(basis_of(analysed), analysed.organisation, WordTemplate(file=made("{{ title }} {{ body }}")))
    assert texts(filled)[0] == "{{ case_number }} {% x %} Barn- och utbildningsnämnden"


def test_a_template_without_heading_styles_gets_them(analysed):
    word = python_docx.Document()
    for name in ("Heading 2", "Heading 3", "List Bullet", "Table Grid", "Caption", "Quote"):
        style = word.styles[name].element
        style.getparent().remove(style)
    word.add_paragraph("{{ basis }}")
    filled = as_docx(basis_of(analysed), analysed.organisation, WordTemplate(file=saved(word)))
    found = python_docx.Document(io.BytesIO(filled))
    heading = next(each for each in found.paragraphs if each.text == "1. Skolgården är för liten.")
    assert heading.style.name == "Heading 2"
    assert heading.style.element.find(f".//{qn('w:outlineLvl')}").get(qn("w:val")) == "1"


def test_the_starting_template_has_every_part_and_is_taken(analysed, alma):
    data = starting_template(analysed.organisation, "sv")
    check(data, lines=LINES, parts=PARTS)
    said = " ".join(texts(data))
    assert all(f"{{{{ {name} }}}}" in said for name in (*LINES, *PARTS) if name != "basis")


def test_unknown_fields_are_named_and_so_are_those_that_exist():
    refusal = refused(made("{{ titel }} {{ body }} {{ body.__class__ }} {% for x in y %}"))
    assert refusal.code == "template_unknown_fields"
    assert "{{ titel }}" in refusal.params["fields"] and "{{ body.__class__ }}" in refusal.params["fields"]
    assert "{% for x in y %}" in refusal.params["fields"] and "{{ body }}" not in refusal.params["fields"]
    assert "findings" in refusal.params["known"]


def _with_picture_from_elsewhere():
    word = python_docx.Document()
    word.add_paragraph("{{ title }}")
    word.part.relate_to("https://spy.example/p.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    return saved(word)


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("template_not_docx", b"%PDF-1.7"),
        ("template_not_docx", b""),
        ("template_not_docx", made("{{ title }}")[:-2000]),
        ("template_not_docx", with_file(made("{{ title }}"), "word/more.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x/>')),
        ("template_with_macros", with_file(made("{{ title }}"), "word/vbaProject.bin", b"x")),
        ("template_with_macros", with_file(made("{{ title }}"), "word/embeddings/x.bin", b"x")),
        ("template_too_large", made("{{ title }}") + b" " * 2_100_000),
        ("template_reaches_out", _with_picture_from_elsewhere()),
        ("template_without_fields", made("Bara text.")),
        ("template_part_not_alone", made("Se {{ findings }} här.")),
        ("template_part_not_alone", made("{{ title }}", head="{{ findings }}")),
    ],
)
def test_what_cannot_be_used_is_refused(code, data):
    assert refused(data).code == code


def test_a_file_that_grows_when_it_is_unpacked_is_refused():
    file = io.BytesIO(made("{{ title }}"))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.bin", b"\0" * 21_000_000)
    assert len(file.getvalue()) < 200_000 and refused(file.getvalue()).code == "template_too_large"


def test_the_body_that_decides_goes_before_the_whole_organisation(analysed, alma, board, organisation):
    other = Body.objects.create(organisation=organisation, name="Kommunstyrelsen")
    of_all = actions.upload_template(organisation, actor=alma, data=made("{{ title }}"), name="alla.docx")
    actions.upload_template(organisation, actor=alma, data=made("{{ title }}"), name="ks.docx", body=other)
    assert queries.template_for(analysed) == of_all
    own = actions.upload_template(organisation, actor=alma, data=made("{{ title }}"), name="bun.docx", body=board)
    assert queries.template_for(analysed) == own
    newer = actions.upload_template(organisation, actor=alma, data=made("{{ title }}"), name="bun2.docx", body=board)
    assert queries.template_for(analysed) == newer and queries.templates(organisation).count() == 3
    actions.drop_template(newer, actor=alma)
    assert queries.template_for(analysed) == of_all


def test_a_frozen_version_keeps_the_template_that_it_was_made_in(analysed, alma, client):
    template = actions.upload_template(
        analysed.organisation, actor=alma, data=made("Vår mall: {{ title }}"), name="m.docx"
    )
    actions.freeze(analysed, actor=alma)
    actions.drop_template(template, actor=alma)
    assert texts(client.get("/d/skolan/basis/version/1.docx").content)[0].startswith("Vår mall:")


def test_templates_belong_to_one_organisation_and_to_those_who_keep_it(organisation, actors, board, other_organisation):
    elsewhere = Body.objects.create(organisation=other_organisation, name="Nämnden")
    with pytest.raises(WrongInput) as refusal:
        actions.upload_template(organisation, actor=actors["alma"], data=made("{{ title }}"), name="x", body=elsewhere)
    assert refusal.value.code == "not_our_body"
    for name in ("bo", "cilla", "farid"):
        with pytest.raises(WrongPerson):
            actions.upload_template(organisation, actor=actors[name], data=made("{{ title }}"), name="x")


def test_the_page_refuses_in_words_and_takes_what_is_right(signed_in, organisation, django_assert_max_num_queries):
    browser = signed_in("rut")
    browser.cookies["django_language"] = "en"

    def upload(data):
        file = io.BytesIO(data)
        file.name = "mall.docx"
        return browser.post(PAGE, {"file": file, "body": ""})

    answer = upload(made("{{ titel }}"))
    page = answer.content.decode()
    assert answer.status_code == 422 and "{{ titel }}" in page and "These exist: title, organisation" in page
    assert upload(b"nothing").status_code == 422
    assert upload(made("{{ title }}")).status_code == 303
    with django_assert_max_num_queries(15):
        page = browser.get(PAGE).content.decode()
    assert "mall.docx" in page and "{{ findings }}" in page
    pk = WordTemplate.objects.get().pk
    assert browser.get(f"{PAGE}{pk}.docx").content[:2] == b"PK"
    assert browser.get(f"{PAGE}start.docx").content[:2] == b"PK"
    assert browser.post(f"{PAGE}{pk}/drop/").status_code == 303
    assert browser.get(f"{PAGE}{pk}.docx").status_code == 404
    assert signed_in("cilla").get(PAGE).status_code == 403
