"""``python -m api.cli``: the same as the command ``caselight``."""

from api.cli.main import main

if __name__ == "__main__":
    main()
