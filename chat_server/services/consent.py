"""What a shopper agrees to before somebody calls, by language and version."""

CONSENT_VERSION = "2026-11"
RETENTION_DAYS = 30

_TEXTS = {
    "pl": (
        "Zgadzam się na telefon od sklepu {shop} w tej sprawie. "
        "Numer usuniemy po {days} dniach od rozmowy."
    ),
    "sl": (
        "Strinjam se, da me trgovina {shop} pokliče glede te zadeve. "
        "Številko bomo izbrisali {days} dni po pogovoru."
    ),
    "en": (
        "I agree to be called by {shop} about this. "
        "The number is deleted {days} days after the call."
    ),
}


def consent_text(language: str, shop_name: str) -> str:
    """The text of the current version."""
    return _TEXTS[language].format(shop=shop_name, days=RETENTION_DAYS)
