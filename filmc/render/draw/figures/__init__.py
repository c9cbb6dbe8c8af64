"""People, creatures and things, drawn: one `Figure` or `Thing` of a panel at a time."""
