"""In: the name of an engine. Out: an `Engine` that holds tables and answers expressions of Ibis.

    duckdb            embedded, the default
    spark             PySpark on this machine
    spark://host:port a Spark cluster

Ibis writes the SQL of either; the engine's own driver runs it. A table in an expression is only a name
and column types, so an expression can be read, kept and compared before anything runs.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from detente.errors import MissingExtra, NotReadable, UsageError

Columns = dict[str, NDArray[np.generic]]
Share = Callable[[float], None]
"""Called with the share of a question that is done, 0 to 1, never less than before."""

MEMORY = "1GB"
"""What the embedded engine may hold in memory before it spills to a temporary folder."""
ROWS = 200_000
"""Rows of a batch that an answer is handed out in."""
FILE_ROWS = 2**40
"""More rows than a file has: numbers of rows count on from here in the next file."""


LOOK_S = 0.2
"""Seconds between two looks at how far a question is."""


class Engine(Protocol):
    """A place where expressions run."""

    @property
    def name(self) -> str:
        """What was asked for."""

    def put(self, name: str, columns: Columns) -> Any:
        """Put arrays in as a table of this name, in place of one that is there; gives it as an Ibis table."""

    def read(self, name: str, path: str | Path) -> Any:
        """A Parquet file, a folder of them or a pattern, as an Ibis table of this name. Nothing is read yet.

        A column `row` is added: a whole number that no other row has. Raises NotReadable where it is not Parquet.
        """

    def batches(self, expression: Any) -> Iterator[Any]:
        """The answer as Arrow record batches."""

    def table(self, expression: Any, tell: Share | None = None) -> Any:
        """The answer as one Arrow table; `tell` hears the share that is done, where the engine knows it."""

    def sql(self, expression: Any) -> str:
        """The SQL that the engine is given: part of the evidence."""

    def close(self) -> None:
        """End the connection and give its memory back."""


def engine(name: str = "duckdb", *, memory: str = MEMORY, threads: int | None = None) -> Engine:
    """Open the door to an engine by name.

    Raises UsageError for a name that is not known, MissingExtra where its package is not installed.
    """
    kind = name.partition("://")[0]
    if kind not in ENGINES:
        raise UsageError(f"no engine '{name}'; there are {', '.join(ENGINES)} and spark://host:port")
    return ENGINES[kind](name, memory, threads)


# ---------------------------------------------------------------- DuckDB


@dataclass(frozen=True)
class DuckEngine:
    """DuckDB in this process, in memory, with a folder to spill to and no network."""

    name: str
    connection: Any

    def put(self, name: str, columns: Columns) -> Any:
        """As `Engine.put`."""
        table = _arrow_table(columns)
        self.connection.register("detente_incoming", table)
        self.connection.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS SELECT * FROM detente_incoming')
        self.connection.unregister("detente_incoming")
        return _unbound(name, table.schema)

    def read(self, name: str, path: str | Path) -> Any:
        """As `Engine.read`."""
        import duckdb

        where = str(path / "**/*.parquet" if isinstance(path, Path) and path.is_dir() else path)
        quoted = where.replace("'", "''")
        try:
            self.connection.execute(
                f'CREATE OR REPLACE TEMP VIEW "{name}" AS SELECT * EXCLUDE file_row_number, '
                f"file_row_number + file_index * {FILE_ROWS} AS row "
                f"FROM read_parquet('{quoted}', file_row_number = true)"
            )
        except duckdb.Error as error:
            raise NotReadable(str(path), f"not a whole Parquet file: {error}") from None
        empty = self.connection.sql(f'SELECT * FROM "{name}" LIMIT 0').to_arrow_table()
        return _unbound(name, empty.schema)

    def batches(self, expression: Any) -> Iterator[Any]:
        """As `Engine.batches`; streamed."""
        yield from self.connection.sql(self.sql(expression)).to_arrow_reader(ROWS)

    def table(self, expression: Any, tell: Share | None = None) -> Any:
        """As `Engine.table`. Ctrl-C ends the question and leaves the connection whole."""
        query = self.sql(expression)
        if tell is None:
            return self.connection.sql(query).to_arrow_table()
        return _watched(self.connection, query, tell)

    def sql(self, expression: Any) -> str:
        """As `Engine.sql`."""
        import ibis

        return str(ibis.to_sql(expression, dialect="duckdb"))

    def close(self) -> None:
        """As `Engine.close`."""
        self.connection.close()


def _watched(connection: Any, query: str, tell: Share) -> Any:
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(lambda: connection.sql(query).to_arrow_table())
        told = 0.0
        try:
            while not wait([running], LOOK_S).done:
                told = max(told, min(1.0, connection.query_progress() / 100))
                tell(told)
        except BaseException:
            connection.interrupt()
            raise
    answer = running.result()
    tell(1.0)
    return answer


def _open_duckdb(name: str, memory: str, threads: int | None) -> Engine:
    try:
        import duckdb
        import ibis  # noqa: F401
        import pyarrow  # noqa: F401
    except ImportError:
        raise MissingExtra("the engine 'duckdb'", "check") from None
    # Order of rows is never part of an answer, and keeping it costs memory.
    settings: dict[str, Any] = {
        "memory_limit": memory, "threads": threads or os.cpu_count() or 1,
        "temp_directory": str(Path(tempfile.gettempdir()) / "detente-duckdb"),
        "autoinstall_known_extensions": False, "preserve_insertion_order": False,
    }  # fmt: skip
    connection = duckdb.connect(":memory:", config=settings)
    # It counts how far it is only where it has a bar, whether or not anybody sees that.
    connection.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
    return DuckEngine(name, connection)


# ---------------------------------------------------------------- Spark


@dataclass(frozen=True)
class SparkEngine:
    """PySpark, on this machine or on a cluster by address."""

    name: str
    session: Any

    def put(self, name: str, columns: Columns) -> Any:
        """As `Engine.put`."""
        table = _arrow_table(columns)
        self.session.createDataFrame(table.to_pandas()).createOrReplaceTempView(name)
        return _unbound(name, table.schema)

    def read(self, name: str, path: str | Path) -> Any:
        """As `Engine.read`."""
        from pyspark.errors import PySparkException
        from pyspark.sql.functions import monotonically_increasing_id

        try:
            frame = self.session.read.parquet(str(path)).withColumn("row", monotonically_increasing_id())
        except PySparkException as error:
            raise NotReadable(str(path), f"not a whole Parquet file: {error}") from None
        frame.createOrReplaceTempView(name)
        return _unbound(name, frame.limit(0).toArrow().schema)

    def batches(self, expression: Any) -> Iterator[Any]:
        """As `Engine.batches`; the whole answer is collected first."""
        yield from self.table(expression).to_batches(ROWS)

    def table(self, expression: Any, tell: Share | None = None) -> Any:
        """As `Engine.table`; Spark does not say how far it is."""
        return self.session.sql(self.sql(expression)).toArrow()

    def sql(self, expression: Any) -> str:
        """As `Engine.sql`."""
        import ibis

        return str(ibis.to_sql(expression, dialect="pyspark"))

    def close(self) -> None:
        """As `Engine.close`."""
        self.session.stop()


def _open_spark(name: str, memory: str, threads: int | None) -> Engine:
    try:
        import ibis
        import pyarrow  # noqa: F401
        from pyspark.sql import SparkSession
    except ImportError:
        raise MissingExtra(f"the engine '{name}'", "spark") from None
    _ = ibis.pyspark  # naming it registers the options without which Ibis writes no SQL for Spark
    session = (
        SparkSession.builder.appName("detente")
        .master(name if "://" in name else f"local[{threads or '*'}]")
        .config("spark.driver.memory", memory.upper().removesuffix("B"))
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    return SparkEngine(name, session)


ENGINES: dict[str, Callable[[str, str, int | None], Engine]] = {
    "duckdb": _open_duckdb,
    "spark": _open_spark,
}
"""Engines by the first word of their name."""


def _arrow_table(columns: Columns) -> Any:
    import pyarrow as pa

    return pa.table({name: pa.array(np.ascontiguousarray(array)) for name, array in columns.items()})


def _unbound(name: str, schema: Any) -> Any:
    import ibis

    return ibis.table(ibis.Schema.from_pyarrow(schema), name=name)
