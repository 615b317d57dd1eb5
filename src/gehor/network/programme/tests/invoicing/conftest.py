import pytest

from gehor.network.programme.invoicing import actions

SELLER = {
    "name": "Älvsala kommun",
    "number": "212000-1355",
    "street": "Storgatan 1",
    "postcode": "123 45",
    "city": "Älvsala",
    "contact_name": "Nour Nilsson",
    "contact_email": "nour@alvsala.example",
    "account_kind": "bankgiro",
    "account": "5050-1055",
    "days": 30,
}


@pytest.fixture
def seller(programme, nour):
    return actions.set_seller(programme, actor=nour, **SELLER)
