"""What shows the project to people: dbt's docs as one file and the picture of the marts."""
