"""Logins in progress: how long they last, where they are, and how they end."""
