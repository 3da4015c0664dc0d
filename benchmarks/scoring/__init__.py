"""In: gold annotations and what was read. Out: how well it was read, in shares with their intervals."""
