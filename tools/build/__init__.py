"""The build runner: dbt builds a new file beside the served one, which then takes its place."""
