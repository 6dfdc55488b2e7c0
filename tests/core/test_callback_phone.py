"""Numbers that can be called back, and those that must not be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat_server.core.callback import CallbackProblem, CallbackRefused, PhoneKind, normalise_phone


@pytest.mark.parametrize(
    ("raw", "country", "e164", "home", "kind"),
    [
        ("601 234 567", "PL", "+48601234567", "PL", PhoneKind.MOBILE),
        ("601-234-567", "pl", "+48601234567", "PL", PhoneKind.MOBILE),
        ("0048601234567", "PL", "+48601234567", "PL", PhoneKind.MOBILE),
        ("48601234567", "PL", "+48601234567", "PL", PhoneKind.MOBILE),
        ("(22) 123 45 67", "PL", "+48221234567", "PL", PhoneKind.FIXED_LINE),
        ("800 123 456", "PL", "+48800123456", "PL", PhoneKind.TOLL_FREE),
        ("041 552 018", "SI", "+38641552018", "SI", PhoneKind.MOBILE),
        ("00386 41 552 018", "PL", "+38641552018", "SI", PhoneKind.MOBILE),
        ("+44 7400 123456", "PL", "+447400123456", "GB", PhoneKind.MOBILE),
        ("٦٠١٢٣٤٥٦٧", "PL", "+48601234567", "PL", PhoneKind.MOBILE),
    ],
)
def test_a_number_is_understood_however_it_is_written(
    raw: str, country: str, e164: str, home: str, kind: PhoneKind
) -> None:
    phone = normalise_phone(raw, country)
    assert (phone.e164, phone.country, phone.kind) == (e164, home, kind)


@pytest.mark.parametrize(
    ("raw", "country"),
    [
        ("700 123 456", "PL"),  # premium rate
        ("801 123 456", "PL"),  # shared cost
        ("090 123 456", "SI"),  # premium rate
        ("0906 123 4567", "GB"),  # premium rate
        ("070 1234 5678", "GB"),  # personal number
        ("+1 900 555 1234", "US"),  # premium rate
        ("+870 773 111 632", "PL"),  # satellite
        ("+882 16 12345678", "PL"),  # satellite
        ("112", "PL"),  # emergency
        ("60123456", "PL"),  # a digit is missing
        ("6012345678901", "PL"),
        ("zadzwoń", "PL"),
        ("", "PL"),
        ("+48", "PL"),
        ("601234567", "XX"),
        ("601234567" + " " * 60, "PL"),
        ("1" * 10_000, "PL"),
    ],
)
def test_what_nobody_should_call_is_refused(raw: str, country: str) -> None:
    with pytest.raises(CallbackRefused) as caught:
        normalise_phone(raw, country)
    assert (caught.value.problem, caught.value.field) == (CallbackProblem.PHONE_INVALID, "phone")


def test_a_shop_can_limit_the_countries_it_calls() -> None:
    assert normalise_phone("601234567", "PL", allowed_countries={"PL"}).country == "PL"
    with pytest.raises(CallbackRefused):
        normalise_phone("+38641552018", "PL", allowed_countries={"PL"})


def test_an_extension_is_dialled_and_is_no_part_of_the_identity() -> None:
    phone = normalise_phone("+48 22 123 45 67 ext. 12", "PL")
    assert (phone.e164, phone.tel_uri) == ("+48221234567", "tel:+48221234567;ext=12")


@given(st.text(max_size=45), st.sampled_from(["PL", "SI", "GB", "US", "", "??"]))
def test_whatever_is_typed_is_a_number_with_one_identity_or_refused(raw: str, country: str) -> None:
    try:
        phone = normalise_phone(raw, country)
    except CallbackRefused:
        return
    assert normalise_phone(phone.e164, "XX").e164 == phone.e164


@given(st.integers(500_000_000, 899_999_999))
def test_a_normalised_number_stays_what_it_is(number: int) -> None:
    try:
        phone = normalise_phone(str(number), "PL")
    except CallbackRefused:
        return
    assert normalise_phone(phone.national, phone.country) == phone
    assert normalise_phone(phone.international, "SI") == phone
