"""Why a file cannot be read: one family; each code has a sentence in every UI language."""


class UnreadableError(Exception):
    """The file cannot be read; ``code`` names the reason."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


# Every code a reader may give; the words for people live in corpora/words.
UNREADABLE_CODES = (
    "empty_file",
    "not_a_document",
    "password_protected",
    "no_pages",
    "damaged",
    "file_too_large",
    "too_many_pages",
    "page_too_large",
    "content_too_complex",
    "decompresses_too_large",
    "timed_out",
    "out_of_memory",
    "reader_crashed",
)
