"""`filmc preview`: the watched film on a page in the browser. The page's server can spend, and is guarded as such."""
