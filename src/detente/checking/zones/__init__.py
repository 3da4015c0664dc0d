"""In: a named area and a distance. Out: two plain tables that answer "inside?" and "how far from the line?"."""
