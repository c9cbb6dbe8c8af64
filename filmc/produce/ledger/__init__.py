"""The ledger: what was promised, asked for, made and billed, so that nothing is ever paid for twice.

One purchase goes `planned → reserved → intent → submitted → running → succeeded → downloaded → verified →
committed`, or leaves by a side exit (`states.py`). Each step is an event in a chain of hashes that only grows
(`events.py`); where a purchase stands is the fold of its events (`purchase.py`); what may still be spent is a sum
over the purchases (`budget.py`). `book.py` is the face, `schema.py` the file, `audit.py` the check,
`trouble.py` what the machine may do to it.
"""
