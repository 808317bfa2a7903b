"""A new database's tables, made at once from the models instead of by every migration that led to them.

A migration draws all models anew at each step, which grows with every room: tables alone took most of a first start.
What a migration says in SQL (a collation, a trigger) is still said, in its order; what it moves, it moves for databases
that hold something.
"""

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connections, migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

# Its tables are made in SQL by its own migrations.
QUEUE = "procrastinate"
# Before the first table; every other statement is about tables.
FIRST = "base"


def is_new(database: str) -> bool:
    """Whether nothing of ours has been made there; the queue's own tables may have been."""
    return {app for app, _name in MigrationRecorder(connections[database]).applied_migrations()} <= {QUEUE}


def make_tables(database: str) -> None:
    """The empty database has every table as the migrations would leave it, and each of them is noted as done.

    All or nothing, so that whoever was cut off begins again.
    """
    connection = connections[database]
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    ours = [one for one, _backwards in executor.migration_plan(leaves) if one.app_label != QUEUE]
    executor.migrate([node for node in leaves if node[0] == QUEUE])
    with transaction.atomic(using=database):
        with connection.schema_editor() as editor:
            _say(editor, [one for one in ours if one.app_label == FIRST])
            for model in apps.get_models():
                if model._meta.app_label != QUEUE:
                    editor.create_model(model)
        with connection.schema_editor() as editor:
            _say(editor, [one for one in ours if one.app_label != FIRST])
        for one in ours:
            executor.recorder.record_applied(one.app_label, one.name)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=database)


def _say(editor: BaseDatabaseSchemaEditor, of: list[migrations.Migration]) -> None:
    """Every statement of the migrations, in their order."""
    for operation in (operation for one in of for operation in one.operations):
        if isinstance(operation, migrations.RunSQL):
            operation.database_forwards("", editor, ProjectState(), ProjectState())
