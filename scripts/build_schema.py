"""Build `src/ficheparse/data/fiche.schema.json`, the JSON Schema (2020-12) of a record, from the models.

    python scripts/build_schema.py

To be run where `ficheparse/fiche.py` or the columns' titles change. A run copies the file: to make the schema anew
would take as long as to read three fiches.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ficheparse.fiche import SCHEMA_VERSION, Fiche
from ficheparse.sheets.columns import parts
from ficheparse.wording import table

SCHEMA = Path(__file__).parents[1] / "src" / "ficheparse" / "data" / "fiche.schema.json"


def schema() -> dict[str, Any]:
    """The schema: every key is in every record, so all are required."""
    made: dict[str, Any] = Fiche.model_json_schema(mode="serialization")
    titles = table()["columns"]
    for prefix, model in parts(Fiche):
        about = made["$defs"][model.__name__] if prefix else made
        about["required"] = list(about["properties"])
        for name, entry in about["properties"].items():
            entry.pop("default", None)
            if wording := titles.get(f"{prefix}{name}") or titles.get(name):
                entry["title"] = wording["en"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:ficheparse:fiche:{SCHEMA_VERSION}",
        **made,
    }


def schema_json() -> str:
    """The same as a text."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema_json(), "utf-8", newline="\n")
