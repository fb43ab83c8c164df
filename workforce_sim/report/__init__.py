"""Results for people: charts, a page to read, a workbook, open-data files and the pack for a review."""
