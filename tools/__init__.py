"""Tools around the dbt project: build, publish, page, picture, disclosure."""
