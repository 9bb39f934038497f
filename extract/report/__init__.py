"""A report: its words, numbers and rows, checked and put together from printed pages."""
