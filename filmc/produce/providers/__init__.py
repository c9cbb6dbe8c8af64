"""Makers, one file each: how an order is written in a vendor's words, and how its answers are read."""
