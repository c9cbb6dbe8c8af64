"""Buying one take: what stands between the ledger, the store and a provider, and never pays twice for one take.

`buy` brings an `Offer` (`offer.py`) over a `Counter` (`counter.py`) to an outcome (`outcome.py`). A purchase in hand is
a `Work` (`work.py`); `course.py` leads it from state to state, one file a stretch: `submit` (the law of what may be
sent again), `find` (an order whose answer was lost), `poll` (the job), `deliver` (the file). All that they know stands
in the ledger, so `resume` walks the same course after a crash, and `reconcile` and `cancel` end at the same states.
`again` brings back what was bought and then lost here.
Who is at a purchase is told by locks that end with the process (`runs.py`), never by a clock.
"""
