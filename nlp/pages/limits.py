"""What a stranger's file may ask of us at most; nothing in, constants out."""

# Proposed and measured in this project's tests with bombs: real judgments stay far below.
MAX_STREAM_BYTES = 64 * 1024 * 1024
MAX_FILE_BYTES = 512 * 1024 * 1024
MAX_PAGES = 5_000
# 200 inches: the largest page that PDF 1.7 readers promise to show.
MAX_SIDE = 14_400.0
MAX_CONTENT_BYTES = 4 * 1024 * 1024
# The longest real one-page judgment seen has about 30,000 characters.
MAX_PAGE_CHARACTERS = 50_000
# One image, decoded: A3 at 600 dpi in colour has 210 MB.
MAX_IMAGE_BYTES = 400 * 1024 * 1024
# Pixels of a rendered page: A4 at 600 dpi has 35 million.
MAX_PIXELS = 50_000_000
