"""In: a folder of plain text files, as people write them. Out: a `Case`, or every fault with its place."""
