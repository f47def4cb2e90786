"""A result in; a graphic and the sentence that says the same out. Knows no page and no store."""
