"""What can be asked of the language server, a file each: pure functions from a `Page` to values of the protocol."""
