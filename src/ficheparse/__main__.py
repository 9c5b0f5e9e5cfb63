"""`python -m ficheparse`: the command line."""

from __future__ import annotations

from ficheparse.cli import main

if __name__ == "__main__":
    main(prog_name="ficheparse")
