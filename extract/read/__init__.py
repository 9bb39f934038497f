"""Readers: a PDF, a text or a workbook to printed pages."""
