"""What is kept: tables, plain functions over a session, and the door to the database."""

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

__all__ = ["OperationalError", "Session"]
