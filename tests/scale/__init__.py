"""Archives of many reports: built in parts, and timed."""
