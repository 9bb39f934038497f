"""The same warehouse on DuckDB, PostgreSQL and Spark: built, tested and compared row by row."""
