"""The pure core: tables and properties, no server, no storage."""
