"""Values into files: workbook, CSV, JSON, codebooks; one module per format, one registry."""
