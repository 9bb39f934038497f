"""A report: its header lines, numbers and rows, checked and assembled from printed pages."""
