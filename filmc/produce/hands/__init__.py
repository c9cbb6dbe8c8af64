"""What a person makes: order cards beside the film, and the files that come back to them.

`words.py` says what is asked in a tool's own form, `card.py` and `page.py` are a card for programs and for people,
`folder.py` keeps cards on the disk, `fitting.py` tells whether a file is what a card asks for, `till.py` notes a price.
"""
