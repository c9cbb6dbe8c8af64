"""How makers are asked: one protocol (`base`), one way to the network (`http`), one law of answers (`verdict`)."""
