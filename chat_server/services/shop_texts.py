"""The owner's own words, by key and language."""

from chat_server.core.shop import Shop


def shop_text(shop: Shop, key: str, language: str) -> str:
    """What the owner wrote under ``key`` in ``language``; empty if nothing."""
    texts = shop.texts.get(key)
    return str(texts.get(language, "")) if isinstance(texts, dict) else ""
