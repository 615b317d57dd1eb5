"""A text is reported on a phone without JavaScript, hidden at a desk, and its author reads why."""


def test_a_text_is_reported_and_hidden_and_its_author_reads_why(open_page, at_desk, axe, no_sideways_scrolling, said):
    def looks_right(page):
        axe(page)
        no_sideways_scrolling(page)

    contribution = said("Ring mig på 070-123 45 67 eller skriv till kim.med.ett.mycket.langt.namn@exempel.se.")
    phone = open_page(width=360, height=740, script=False)
    phone.goto(f"/d/skolan/c/{contribution.reference}/")
    phone.get_by_role("link", name="Anmäl texten").click()
    phone.wait_for_url("**/report/")
    looks_right(phone)
    phone.get_by_label("Med dina egna ord").fill("Numret i mitten")
    phone.get_by_role("button", name="Skicka anmälan").click()
    phone.wait_for_selector(".error")
    looks_right(phone)
    assert phone.get_by_label("Med dina egna ord").input_value() == "Numret i mitten"
    phone.get_by_label("Den pekar ut en person").check()
    phone.get_by_role("button", name="Skicka anmälan").click()
    phone.wait_for_url("**/reported/")
    looks_right(phone)

    desk = at_desk("bo", open_page(width=360, height=740))
    desk.goto("/staff/d/skolan/moderation/")
    looks_right(desk)
    desk.get_by_role("link", name=contribution.reference).click()
    desk.wait_for_url(f"**/{contribution.reference}/")
    looks_right(desk)
    desk.get_by_label("Dölj texten").check()
    desk.get_by_label("Den pekar ut en person").check()
    desk.get_by_role("button", name="Spara").click()
    desk.wait_for_url("**/moderation/")

    code = contribution.participant.receipt
    phone.goto(f"/c/{code[:5]}-{code[5:]}/")
    phone.wait_for_selector("text=Texten är dold, eftersom den pekar ut en person.")
    looks_right(phone)
