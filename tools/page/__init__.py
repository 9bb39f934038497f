"""The warehouse on one page: a self-contained HTML file drawn from the marts."""
