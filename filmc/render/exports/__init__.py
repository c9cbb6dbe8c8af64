"""What can be delivered beside the film, one format a file: each takes plain data and returns text."""
