"""The workbook: results as an accessible spreadsheet, with a cover, contents, notes and one tidy table a sheet."""

from workforce_sim.report.workbook.export import export_workbook

__all__ = ["export_workbook"]
