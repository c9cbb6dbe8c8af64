"""The schedule: pieces of work that need each other, done side by side as far as limits allow.

It knows nothing of films or providers. A task has a name, needs, a resource and a length (`task.py`); what waits for
what is worked out once (`graph.py`), and so is who goes first (`rehearse.py`); each resource has a gate that lets in
so many at once, so many a second, and none while it is told to wait (`gate.py`); `run.py` starts what may start and
hears what ended; it tells what happens (`event.py`) and leaves a report (`report.py`). `local.py` does the processor's
own work in threads, `perform.py` is the way in from a command, with Ctrl-C, and `tally.py` adds the events up for a
display.
"""
