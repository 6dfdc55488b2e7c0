"""Alembic's entry: always on a connection that the server hands over."""

from alembic import context

from chat_server.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
