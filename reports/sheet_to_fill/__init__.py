"""The answer sheet: a workbook that asks what the screens ask, to be filled in without them."""
