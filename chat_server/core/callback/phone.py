"""Phone numbers that somebody can be called back on, at an ordinary price."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from chat_server.core.callback.problem import CallbackProblem, CallbackRefused

RAW_LENGTH_MAX = 40


class PhoneKind(StrEnum):
    """What answers at the other end, as far as the number tells."""

    MOBILE = "mobile"
    FIXED_LINE = "fixed_line"
    FIXED_LINE_OR_MOBILE = "fixed_line_or_mobile"
    VOIP = "voip"
    TOLL_FREE = "toll_free"
    COMPANY = "company"  # one number for a whole company ("UAN")


# Left out: premium rate, shared cost, personal numbers (dear in Britain), pagers, voice mail,
# unknown ones.
_CALLABLE = {
    PhoneNumberType.MOBILE: PhoneKind.MOBILE,
    PhoneNumberType.FIXED_LINE: PhoneKind.FIXED_LINE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE: PhoneKind.FIXED_LINE_OR_MOBILE,
    PhoneNumberType.VOIP: PhoneKind.VOIP,
    PhoneNumberType.TOLL_FREE: PhoneKind.TOLL_FREE,
    PhoneNumberType.UAN: PhoneKind.COMPANY,
}


@dataclass(frozen=True, slots=True)
class Phone:
    """A callable number: ``e164`` is its identity, the other texts are for people.

    ``country`` is an ISO 3166 code, ``extension`` the digits to dial after the connection.
    """

    e164: str
    country: str
    national: str
    international: str
    kind: PhoneKind
    extension: str = ""

    @property
    def tel_uri(self) -> str:
        """The number as a link (RFC 3966)."""
        return f"tel:{self.e164}" + (f";ext={self.extension}" if self.extension else "")


def normalise_phone(
    raw: str, country: str, *, allowed_countries: Collection[str] | None = None
) -> Phone:
    """The number that ``raw`` means when typed in ``country``.

    Refused with ``PHONE_INVALID``: what is no number, cannot be reached, costs more than a normal
    call, or lies outside ``allowed_countries`` (ISO 3166; None: everywhere). Numbers of no country,
    which are satellites' mostly, cost several euros a minute and are refused too.
    """
    number = _parsed(raw, country)
    kind = _CALLABLE.get(phonenumbers.number_type(number))
    region = phonenumbers.region_code_for_number(number)
    if (
        kind is None
        or region in (None, phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY)
        or not phonenumbers.is_valid_number(number)
        or (allowed_countries is not None and region not in allowed_countries)
    ):
        raise CallbackRefused(CallbackProblem.PHONE_INVALID, "phone")
    return Phone(
        e164=phonenumbers.format_number(number, PhoneNumberFormat.E164),
        country=str(region),
        national=phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL),
        international=phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL),
        kind=kind,
        extension=number.extension or "",
    )


def _parsed(raw: str, country: str) -> PhoneNumber:
    if len(raw) > RAW_LENGTH_MAX:
        raise CallbackRefused(CallbackProblem.PHONE_INVALID, "phone")
    try:
        return phonenumbers.parse(raw, country.upper())
    except phonenumbers.NumberParseException as error:
        raise CallbackRefused(CallbackProblem.PHONE_INVALID, "phone") from error
