"""The shoot: what an accepted plan lists is bought, each take at its counter, and kept in store and lock as it comes."""
