"""What is kept: tables, plain functions over a session, and the door to the database."""
