"""From paths to sources, in a fixed order. The only place that knows of folders, archives and mail messages."""

from __future__ import annotations

from ficheparse.ingest.planning import PassedKind, PassedOver, Plan, plan, single
from ficheparse.ingest.source import Source, UnreadableSource

__all__ = ["PassedKind", "PassedOver", "Plan", "Source", "UnreadableSource", "plan", "single"]
