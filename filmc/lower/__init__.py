"""`Film` + target → what must be made; `Film` + takes → timeline → filter graph. The only home of jinja2."""
