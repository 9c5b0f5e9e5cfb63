"""The processes of a Dask cluster that read, in the place of a crew of this machine.

Exception
└── ClusterError      the cluster cannot be used; the message says why and what to do
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

from ficheparse import __version__
from ficheparse.guard import Lost, chunked, guarded, in_order

_SECONDS_TO_CONNECT = 10
_AHEAD = 4
"""Chunks for each thread of the cluster that are handed out before the first is asked for."""

_Argument = TypeVar("_Argument")
_Result = TypeVar("_Result")


class ClusterError(Exception):
    """The cluster cannot be used."""


class Cluster:
    """An existing cluster, by the address of its scheduler. To be closed, or used in a `with` statement.

    Each chunk is read by guarded processes of the worker that has it, so that a file costs no more there than here.
    """

    def __init__(self, address: str) -> None:
        import logging  # noqa: PLC0415 - every run imports the error of this module

        try:
            from distributed import Client  # noqa: PLC0415 - an extra, which takes a second to import
        except ImportError as problem:
            raise ClusterError("a cluster needs the package distributed: pip install 'ficheparse[dask]'") from problem
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it says, we say in our words
        try:
            self._client: Any = Client(  # type: ignore[no-untyped-call]
                address, timeout=_SECONDS_TO_CONNECT, set_as_default=False
            )
        except (OSError, ValueError) as problem:  # of which its own errors are kinds
            raise ClusterError(f"no scheduler answers at {address}") from problem
        try:
            self._threads: int = sum(self._client.nthreads().values())  # type: ignore[no-untyped-call]
            if not self._threads:
                raise ClusterError(f"the cluster at {address} has no worker")
            self._check_versions(address)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def each(
        self, function: Callable[[_Argument], _Result], arguments: Sequence[_Argument]
    ) -> Iterator[_Result | Lost]:
        """What the function makes of each argument, in their order, soon after it is there."""
        # a chunk is read for what is written there, and not taken for one of the same name that was read before
        executor = self._client.get_executor(pure=False)

        def answers(chunk: Sequence[_Argument]) -> list[_Result | Lost]:
            try:
                return list(executor.submit(guarded, function, chunk).result())
            except Exception as problem:  # of whatever kind: its worker was lost, and perhaps by one file of it
                if len(chunk) == 1:
                    return [Lost("killed", f"The worker that read the file was lost ({problem!r}).\n")]
                return [answer for one in chunk for answer in answers([one])]

        yield from in_order(answers, chunked(arguments, self._threads), self._threads * _AHEAD, self._threads * _AHEAD)

    def stop(self) -> None:
        """Nothing is to be ended: its processes are not ours."""

    def close(self) -> None:
        """Let go of the cluster, which stays as it is."""
        self._client.close()

    def _check_versions(self, address: str) -> None:
        try:
            found = self._client.run(_version)
        except Exception as problem:  # of whatever kind: it says that a worker has no ficheparse
            raise ClusterError(f"the workers of {address} have no ficheparse: install {__version__} there") from problem
        if others := sorted(set(found.values()) - {__version__}):
            raise ClusterError(
                f"the workers of {address} have ficheparse {', '.join(others)}, and this is {__version__}"
            )


def _version() -> str:
    return __version__
