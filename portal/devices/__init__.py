"""One's own second factors: the list, adding, naming and removing."""
