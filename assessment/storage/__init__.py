"""Keeps everything that must not be lost, in SQLite or PostgreSQL; one module an aggregate.

`store.open_store` opens a database, `Store.read` and `Store.write` give connections, and the
functions of the other modules take one as their first argument.
"""
