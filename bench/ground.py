"""A database to measure in: a throwaway cluster, prepared as for use, reached as the web role."""

import os
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent / ".test-data" / "bench"


def fresh_database() -> None:
    """Django is set up on an empty database with tables, walls and programmes."""
    import psycopg

    from brobygger.config.cluster import Cluster

    os.environ["BROBYGGER_DATA"] = str(HERE)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brobygger.config.settings")
    os.environ.pop("BROBYGGER_WEB_DATABASE_URL", None)
    cluster = Cluster(HERE / "postgresql", throwaway=True)
    with psycopg.connect(cluster.start(), autocommit=True) as connection:
        try:
            connection.execute("DROP DATABASE IF EXISTS bench")
        except psycopg.errors.ObjectInUse:
            raise SystemExit("another measurement is running: two at once would measure each other") from None
        connection.execute("CREATE DATABASE bench")
    os.environ["DATABASE_URL"] = cluster.url("bench")
    import django

    django.setup()
    from brobygger.config.database import prepare

    prepare()
