"""One module a sheet; each has `write(book)`."""
