"""`.film` text → AST → resolved screenplay, and back to text. The only home of lark."""
