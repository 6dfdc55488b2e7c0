"""Mail: letters in three languages, the outbox's worker, replies to shoppers who left."""
