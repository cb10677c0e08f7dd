"""The workbook of segments: where a company can win and where its money goes, in live formulas."""
