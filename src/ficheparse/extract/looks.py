"""What paragraphs and tables are by their look alone."""

from __future__ import annotations

from ficheparse.document import Block, Paragraph, Picture


def is_address(paragraphs: list[Paragraph]) -> bool:
    """Whether all that is said is a web address, which is no name."""
    said = " ".join(paragraph.text for paragraph in paragraphs).strip()
    return said.lower().startswith(("http://", "https://", "www.")) and " " not in said


def is_ruled(text: str) -> bool:
    """Whether somebody typed a line of dashes or stars."""
    return not any(sign.isalnum() for sign in text) and sum(not sign.isspace() for sign in text) >= 3


def is_bold(paragraph: Paragraph) -> bool:
    """Whether all of its words are bold."""
    return all(run.bold for run in paragraph.runs if run.text.strip())


def pictures_of(blocks: list[Block]) -> list[Picture]:
    """The pictures in these blocks, those of nested tables too."""
    return [picture for block in blocks for paragraph in _all(block) for picture in paragraph.pictures]


def _all(block: Block) -> list[Paragraph]:
    if isinstance(block, Paragraph):
        return [block]
    return [paragraph for cell in block.cells() for paragraph in cell.paragraphs()]
