"""Filter graph + takes → files: panels drawn, frames composed, segments encoded, sound mixed, the film joined."""
