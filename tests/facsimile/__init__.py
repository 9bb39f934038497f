"""Reports as NAV prints them, drawn by the tests: nobody's report is kept in the project."""
