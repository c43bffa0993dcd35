"""The scripts Alembic runs, one a change of the tables, oldest first."""
