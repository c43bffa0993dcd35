"""A store in; the same store with the newest tables out."""

from importlib.resources import files

from alembic import command
from alembic.config import Config

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


def configuration() -> Config:
    """Return Alembic's configuration for the versions that lie in this package."""
    config = Config()
    config.set_main_option("script_location", str(files(__package__ or __name__)))
    return config
