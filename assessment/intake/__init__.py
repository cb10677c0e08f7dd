"""Reading what users hand in."""
