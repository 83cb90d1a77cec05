"""What may come in as a file: judged by its content, never by the name or type that somebody gave it."""
