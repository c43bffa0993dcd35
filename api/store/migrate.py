"""A store in; the same store with the newest tables out."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from api.store import OperationalError
from api.store.engine import Store

# Two servers that start together must not both migrate; any fixed number does.
_UPGRADE_LOCK = 4_252_118_530


def upgrade(store: Store) -> None:
    """Bring the tables to the newest version; several processes may do so at once."""
    with store.write() as session:
        connection = session.connection()
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})")
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def ping(store: Store) -> str | None:
    """Return why the database cannot be reached; None when it answers."""
    try:
        with store.read() as session:
            session.execute(text("SELECT 1"))
    except OperationalError as error:
        return str(error.orig)
    return None


def configuration() -> Config:
    """Return Alembic's configuration for the versions that lie in ``api.store.migrations``."""
    config = Config()
    config.set_main_option("script_location", str(files("api.store.migrations")))
    return config
