from django.apps import AppConfig


class CrossTablesConfig(AppConfig):
    name = "brobygger.cross_tables"
