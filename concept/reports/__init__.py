"""Reports out of the database: collected, fixed, shown as page, PDF, workbook and JSON, and compared."""
