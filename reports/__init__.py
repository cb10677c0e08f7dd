"""Workbooks: contents computed beforehand, one file a sheet, one safe cell writer."""
