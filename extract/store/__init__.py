"""Where reports are landed: CSV seeds, or an archive of Parquet files."""
