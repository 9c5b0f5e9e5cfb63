"""Why a file gives no document.

Exception
└── UnreadableDocument      the file is at fault: damaged, encrypted, too large, of another format
"""

from __future__ import annotations

from typing import Literal

BlockingCode = Literal["unreadable", "encrypted", "unsupported-format", "too-large"]


class UnreadableDocument(Exception):
    """A file that gives no document.

    `code` is the issue's code; `reason` says why, one of the sentences of `data/reasons.toml`, which has it in the
    officer's languages too; `where` names the part of the package; `format` what the file is, where that is known.
    """

    def __init__(
        self, code: BlockingCode, reason: str, *, where: str | None = None, file_format: str | None = None
    ) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason
        self.where = where
        self.format = file_format

    def __str__(self) -> str:
        return self.reason
