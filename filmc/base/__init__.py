"""What every stage shares: sources and spans, diagnostics, digests, the outside world. Standard library only."""
