"""The built marts for those who do not run dbt: as described Parquet and on PostgreSQL."""
