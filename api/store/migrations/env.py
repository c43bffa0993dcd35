"""Run by Alembic: the connection that ``upgrade`` put into the configuration in; changes out."""

from alembic import context

from api.store.tables import Base


def migrate() -> None:
    """Run the versions on the given connection, inside its transaction."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=Base.metadata,
        # SQLite cannot alter a constraint; batch mode copies the table instead.
        render_as_batch=True,
        compare_type=True,
    )
    context.run_migrations()


migrate()
