"""In: files of positions as receivers and archives write them. Out: one plain table, and what is wrong in it."""
