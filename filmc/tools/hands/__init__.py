"""What people make, at the command line: `intake.py` takes in files that came back, `cards.py` writes order cards."""
