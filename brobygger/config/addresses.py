"""Where the data folder is, and how the owner and the web role reach the database."""

import hmac
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

# Names without a schema are the program's own: a temporary table comes last and can stand in for none of them.
# A page joins by keys: weighing every order of eleven tables costs more than any order saves.
AS_WE_GO = "-c jit=off -c join_collapse_limit=5 -c search_path=public,pg_temp"
CHECKOUT = Path(__file__).resolve().parent.parent.parent


def data_folder() -> Path:
    """The folder of BROBYGGER_DATA; else `data` in a checkout, or the user's own share folder."""
    if told := os.environ.get("BROBYGGER_DATA"):
        return Path(told).absolute()
    return CHECKOUT / "data" if (CHECKOUT / "pyproject.toml").exists() else Path.home() / ".local/share/brobygger"


def database(url: str) -> dict[str, Any]:
    """Django's settings for a PostgreSQL address; a socket folder may be given as ?host=, sslmode and the like too."""
    parts = urlsplit(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**query, "options": f"{query.get('options', '')} {AS_WE_GO}".strip()},
    }


def url_of(told: dict[str, Any]) -> str:
    """The PostgreSQL address of Django's settings: what `database` was made from."""
    who = f"{quote(told['USER'], safe='')}:{quote(told['PASSWORD'], safe='')}@" if told["USER"] else ""
    options = {name: value for name, value in told["OPTIONS"].items() if name != "options"}
    if host := told["HOST"]:
        options["host"] = host
    port = f":{told['PORT']}" if told["PORT"] else ""
    return f"postgresql://{who}{port}/{quote(told['NAME'], safe='')}?{urlencode(options)}"


def web_role(name: str, secret_key: str) -> tuple[str, str]:
    """The name and password of a database's web role; the password follows from the installation's own key."""
    password = hmac.digest(secret_key.encode(), f"web role of {name}".encode(), "sha256").hex()
    return f"{name}_web"[:63], password


def as_web_role(owner: dict[str, Any], secret_key: str) -> dict[str, Any]:
    """The owner's database as the web role reaches it: owning nothing, behind the zone walls."""
    user, password = web_role(owner["NAME"], secret_key)
    return {**owner, "USER": user, "PASSWORD": password}
