"""From paths and addresses to sources, in a fixed order. The only place that knows of folders, archives and mail."""

from __future__ import annotations

from ficheparse.ingest.planning import PassedKind, PassedOver, Plan, plan, single, singles
from ficheparse.ingest.remote import Address, AddressError, located
from ficheparse.ingest.source import Source, UnreadableSource

__all__ = [
    "Address",
    "AddressError",
    "PassedKind",
    "PassedOver",
    "Plan",
    "Source",
    "UnreadableSource",
    "located",
    "plan",
    "single",
    "singles",
]
