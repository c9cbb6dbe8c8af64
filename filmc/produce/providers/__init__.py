"""Makers outside this machine, one file each, over one protocol (`base`) and one way to the network (`http`)."""
