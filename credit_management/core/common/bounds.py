"""Bounds of what a file may hold, looked at while it is read, so that no small file holds a worker."""

import time

UNREADABLE = "unreadable"
OLD_WORKBOOK = "old_workbook"
LOCKED = "locked"  # with a password
DAMAGED = "damaged"  # a workbook that cannot be unpacked
EMPTY = "empty"
TOO_LARGE = "too_large"
TOO_MANY_ROWS = "too_many_rows"
TOO_WIDE = "too_wide"
TOO_LONG_CELL = "too_long_cell"
TOO_SLOW = "too_slow"
NULL_BYTE = "null_byte"
NO_TEXT = "no_text"  # not in the encoding chosen

MOST_FILE_BYTES = 40_000_000
MOST_BYTES = 400_000_000  # unpacked: a small file can hold a large one
MOST_ROWS, MOST_COLUMNS = 200_000, 300
MOST_CELLS = 3_000_000
MOST_CELL = 32_767  # characters: what a spreadsheet takes
MOST_ROW_NUMBER = 1_048_576
SECONDS = 45.0  # of the processor, for a file


class UnreadableError(Exception):
    """No table in it, for one of the reasons above."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Clock:
    """The time a file may take."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.until = time.process_time() + seconds

    def check(self) -> None:
        if time.process_time() > self.until:
            raise UnreadableError(TOO_SLOW)
