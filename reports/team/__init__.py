"""The workbook of an organisation: its leadership team, and what it disputes."""
