"""How nginx serves the published files: lines to include in a ``server`` block (pure)."""

from collections.abc import Iterable

PER_FILE = {"content-type", "content-language", "content-disposition", "cache-control", "last-modified"}
FOR_EVER = "public, max-age=315360000, immutable"
INSIDE = ("/portal/", "/editorial/", "/ws/", "/carried/")


def lines(
    root: str,
    headers: Iterable[tuple[str, str]],
    languages: Iterable[str],
    *,
    feeds: Iterable[str] = (),
    house: str = "",
) -> str:
    """The lines; ``headers`` as a page carries them, ``languages`` with a prefix of their own, ``feeds`` that end in a slash.

    With ``house`` (http://127.0.0.1:8000) whatever is no file is asked there: the portal, the desk, search, forms. Without
    one it is a host of its own, which knows nothing else. No ``try_files`` and no location by pattern: they cost a third more.
    """
    common = [f'add_header {name} "{value}" always;' for name, value in headers if name.lower() not in PER_FILE]
    page = [*common, 'add_header Cache-Control "public, max-age=0, must-revalidate" always;']
    told = [
        "# The public site as files. Whatever else stands in this server block, MEDIA_ROOT must never be served from it:",
        "# documents that no live page uses lie there, too. No open_file_cache: it would show what has been taken back.",
        f"root {root};",
        "charset utf-8;",
        "charset_types text/css text/plain application/javascript;",
        "gzip_static on;",
        "gzip_vary on;",
        "autoindex off;",
        "absolute_redirect off;",
        "log_not_found off;",
    ]
    for feed in feeds:
        told += _block(f"location = {feed}", [*page, _missing(house, ""), f"rewrite ^ {feed}index.xml break;"])
    for code in languages if not house else ():  # each says in its language what is not there
        told += _block(f"location /{code}/", [*page, _missing(house, f"/{code}"), INDEX])
    told += _block("location /", [*page, _missing(house, ""), INDEX])
    for_ever = f'add_header Cache-Control "{FOR_EVER}";'
    told += _block("location /static/", [*common, for_ever, _missing(house, "")])
    if house:
        for inside in INSIDE:
            told += _block(f"location ^~ {inside}", _proxy(house))
        told += _block("location @house", _proxy(house))
    return "\n".join(told) + "\n"


INDEX = "rewrite /$ ${uri}index.html break;"


def _missing(house: str, prefix: str) -> str:
    return "error_page 404 405 = @house;" if house else f"error_page 404 {prefix}/404.html;"


def _proxy(house: str) -> list[str]:
    return [
        f"proxy_pass {house}$request_uri;",
        "proxy_http_version 1.1;",
        "proxy_set_header Host $host;",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header X-Forwarded-Proto $scheme;",
        "proxy_set_header Upgrade $http_upgrade;",
        "proxy_set_header Connection $http_connection;",
        "access_log off;  # addresses of the portal open doors",
    ]


def _block(head: str, inside: Iterable[str]) -> list[str]:
    return [f"{head} {{", *(f"    {line}" for line in inside), "}"]
