"""Say whether the PostgreSQL of DATABASE_URL and the Redis of REDIS_URL answer; exit 1 and one sentence if not."""

import os
import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis


def absent() -> list[str]:
    """What does not answer, as sentences; where each was looked for is said without its password."""
    found = []
    url = urlsplit(os.environ["DATABASE_URL"])
    try:
        # Tests make a database of their own: the server and its maintenance database are enough.
        psycopg.connect(urlunsplit(url._replace(path="/postgres")), connect_timeout=5).close()
    except psycopg.Error:
        found.append(f"No PostgreSQL answers at {url.hostname}:{url.port or 5432}.")
    layer = urlsplit(os.environ["REDIS_URL"])
    try:
        redis.Redis.from_url(os.environ["REDIS_URL"], socket_connect_timeout=5).ping()
    except redis.RedisError:
        found.append(f"No Redis answers at {layer.hostname}:{layer.port or 6379}.")
    return found


if __name__ == "__main__":
    sentences = absent()
    print(" ".join(sentences))
    sys.exit(1 if sentences else 0)
