"""What is sent to somebody: results in; a paper, a workbook, a digest out."""
