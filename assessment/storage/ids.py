"""Random ids."""

import secrets


def new_id() -> str:
    """22 random characters, 128 bits; says nothing about when or for whom it was made."""
    return secrets.token_urlsafe(16)
