"""Providers that run on this machine and keep their own books: the oracles of the tests about money."""
