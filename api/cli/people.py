"""``caselight user``: accounts made, listed and changed from the machine itself."""

import getpass
import sys
from typing import Annotated

import typer

from api.assembly import open_everything
from api.cli import exits
from api.clock import now
from api.security import audit
from api.security.passwords import hash_password
from api.settings import read_settings
from api.store.accounts import end_sessions, list_users, revoke_tokens
from api.store.people import add_project, add_user, find_project, find_user, set_role

app = typer.Typer(help="Accounts: add, list, password.", no_args_is_help=True)
Stdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input.")
]
Login = Annotated[str, typer.Argument(help="The name to sign in with.")]


@app.command("add")
def add(
    login: Login,
    name: Annotated[str, typer.Option("--name", help="The name shown to others.")] = "",
    role: Annotated[str, typer.Option(help="reviewer, annotator or analyst.")] = "reviewer",
    project: Annotated[str, typer.Option(help="Made when there is none so called.")] = "",
    administrator: Annotated[bool, typer.Option("--administrator")] = False,
    password_stdin: Stdin = False,
) -> None:
    """Make an account, with a role in a project if one is named."""
    password = _ask_password(password_stdin)
    store, _ = open_everything(read_settings())
    at = now()
    with store.write() as session:
        user = add_user(
            session,
            login,
            display_name=name or login,
            password_hash=hash_password(password),
            at=at,
            administrator=administrator,
        )
        if project:
            found = find_project(session, project) or add_project(session, project)
            set_role(session, user.id, found.id, role)
        audit.append(session, None, "users.write", "user", user.id, "created", {}, at)
    print(f"{login} was added.")


@app.command("list")
def show() -> None:
    """List the accounts."""
    store, _ = open_everything(read_settings())
    with store.read() as session:
        for user in list_users(session):
            marks = "administrator" if user.administrator else ""
            print(f"{user.login}\t{user.display_name}\t{marks}")


@app.command("password")
def password(login: Login, password_stdin: Stdin = False) -> None:
    """Set a new password; who is signed in or holds a token must sign in anew."""
    chosen = _ask_password(password_stdin)
    store, _ = open_everything(read_settings())
    at = now()
    with store.write() as session:
        user = find_user(session, login)
        if user is None:
            print(f"There is no account {login}.", file=sys.stderr)
            raise typer.Exit(exits.REFUSED)
        user.password_hash = hash_password(chosen)
        end_sessions(session, user.id)
        revoke_tokens(session, user.id, at=at)
        audit.append(session, None, "users.write", "user", user.id, "password", {}, at)
    print(f"The password of {login} was changed.")


def _ask_password(from_stdin: bool) -> str:
    return sys.stdin.readline().rstrip("\n") if from_stdin else getpass.getpass("Password: ")
