"""One module for each command; each sets up the database and Django before it imports a room."""

from brobygger.config.commands.backup import backup, restore
from brobygger.config.commands.demo import demo
from brobygger.config.commands.figures import figures
from brobygger.config.commands.imports import import_
from brobygger.config.commands.invite import confirm, invite, password
from brobygger.config.commands.leaks import leaks
from brobygger.config.commands.municipality import municipality
from brobygger.config.commands.offers import offers
from brobygger.config.commands.packs import packs
from brobygger.config.commands.prepare import prepare
from brobygger.config.commands.ready import Stop, plain_words
from brobygger.config.commands.report import report
from brobygger.config.commands.serve import serve
from brobygger.config.commands.upkeep import upkeep

__all__ = [
    "Stop",
    "backup",
    "confirm",
    "demo",
    "figures",
    "import_",
    "invite",
    "leaks",
    "municipality",
    "offers",
    "packs",
    "password",
    "plain_words",
    "prepare",
    "report",
    "restore",
    "serve",
    "upkeep",
]
