"""FAQ answering: learn a shop's entries, match a shopper's message, know when not to know."""

from chat_server.core.faq.entry import Decision, Entry, Outcome, Ranked, Reason
from chat_server.core.faq.matcher import Matcher
from chat_server.core.faq.settings import Settings
from chat_server.core.faq.training import train

__all__ = ["Decision", "Entry", "Matcher", "Outcome", "Ranked", "Reason", "Settings", "train"]
