"""The faces: command line, reporters, tables. Thin, and without knowledge of film."""
