"""The animatic's pen: a `Panel` becomes layers, words become pictures."""
