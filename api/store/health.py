"""A store in; whether its database answers out."""

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from api.store.engine import Store


def is_reachable(store: Store) -> bool:
    """Tell whether the database answers a question."""
    try:
        with store.read() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True
