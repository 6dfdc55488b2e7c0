"""Alembic's entry: always on a connection that the server hands over."""

from alembic import context

from chat_server.storage import schema_answers, schema_contact
from chat_server.storage.schema import metadata

# importing them fills the metadata
TABLES = (schema_answers.faq_entry, schema_contact.signing_key)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
