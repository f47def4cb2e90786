"""Outside files to valid rows, or to all that is wrong with them.

A file is read into a `Sheet` of text cells (`readers`), checked against the definitions
(`checks`), kept as rows in one normal form (`rows`) and compared with what stands (`history`).
"""
