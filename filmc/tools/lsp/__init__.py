"""`filmc lsp`: the compiler as a language server over unsaved text. It asks no network, runs no program, buys nothing.

`wire` reads and writes messages, `server` puts them in order and answers them; `documents` are the open texts, `films`
the films that they belong to, each checked as its texts stand now. What can be asked stands in `table`: a pure function
for each method, in `features/`, from a `Page` (one file of a checked film) to plain values of the protocol.
"""
