"""A run of letters as an engine gives it in; the same run with known engine traps undone out."""

# "б" in the Serbian and Macedonian shape comes out of PDFs printed by Chromium as U+F6C5.
# PDFium's hyphen marks at line ends are hyphens in the file; NUL is a letter without meaning.
_SIGNS = str.maketrans(
    {
        "\uf6c5": "б",
        "\x02": "-",
        "\ufffe": "-",
        "\uffff": "\ufffd",
        "\x00": "\ufffd",
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\u200b": "",
        "\ufeff": "",
    }
)


def repair(run: str) -> str:
    """Return the run with private "б", hyphen marks and ligatures as plain letters."""
    return run if run.isascii() and run.isprintable() else run.translate(_SIGNS)
