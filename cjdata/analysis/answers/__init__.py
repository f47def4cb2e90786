"""The answers that leave the house whole: rows with edition, known-at date and kind of store."""
