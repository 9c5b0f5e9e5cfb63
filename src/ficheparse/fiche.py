"""The record that one fiche becomes (contract, section 3): strict models, and the one place that names its fields."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Country = Literal["FR", "JP"]
Status = Literal["ready", "review", "blocked"]
Severity = Literal["error", "warning", "info"]

SCHEMA_VERSION = "1.0"
"""Version of the record's shape, told in `fiches.json` and `fiche.schema.json`."""


class Record(BaseModel):
    """What all parts of the record share: known fields only, no guessing of types, no change once made."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Population(Record):
    """Inhabitants."""

    value: Annotated[int, Field(gt=0, description="persons")]
    year: Annotated[int | None, Field(description="the year the figure is of, in the common era")] = None
    approximate: bool = False


class Contact(Record):
    """One person or desk to write to."""

    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    emails: list[str] = []
    phones: Annotated[list[str], Field(description="E.164")] = []
    faxes: Annotated[list[str], Field(description="E.164")] = []
    text: Annotated[str, Field(description="as written")] = ""


class Location(Record):
    """Where the collectivity is, as the fiche shows it."""

    map_url: str | None = None
    latitude: Annotated[float | None, Field(ge=-90, le=90, description="degrees, WGS 84")] = None
    longitude: Annotated[float | None, Field(ge=-180, le=180, description="degrees, WGS 84")] = None
    coordinates_from: Literal["link", "text", "gazetteer"] | None = None
    text: str | None = None
    image: Annotated[str | None, Field(description="file name of the exported map")] = None


class Point(Record):
    """One point of the innovative policy."""

    text: str
    html: Annotated[str, Field(description="the text with b, i, sup, sub and a kept, and nothing else")]
    level: Annotated[int, Field(ge=0)] = 0


class Evidence(Record):
    """What the document says of a field, before anything was made of it."""

    raw: str
    where: str


class Issue(Record):
    """Something to know of a fiche, to look at, or to mend."""

    code: str
    severity: Severity
    field: str | None = None
    message: str
    where: str | None = None
    text: Annotated[str | None, Field(description="what the document says there, as written")] = None


class Source(Record):
    """The file a record was made of."""

    file: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    format: Annotated[str | None, Field(description="docx, docm, dotx, dotm, doc, odt, rtf; null where unknown")] = None


class Fiche(Record):
    """One completed fiche, or the line that stands for a file that could not be read."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: str | None = None
    name: str | None = None
    other_names: list[str] = []
    country: Country | None = None
    domains: Annotated[list[str], Field(description="codes of the vocabulary")] = []
    other_domains: list[str] = []
    population: Population | None = None
    website: str | None = None
    other_websites: list[str] = []
    contacts: list[Contact] = []
    location: Location = Location()
    points: list[Point] = []
    updated: Annotated[
        str | None, Field(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$", description="ISO 8601, as precise as given")
    ] = None
    unplaced: list[str] = []
    images: list[str] = []
    status: Status
    issues: list[Issue] = []
    provenance: dict[str, Evidence] = {}
    source: Source
