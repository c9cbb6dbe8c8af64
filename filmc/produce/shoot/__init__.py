"""The shoot: what an accepted plan lists is bought, and each take kept in store and lock as it comes."""
