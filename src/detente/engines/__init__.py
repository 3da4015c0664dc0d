"""In: a rule as an expression, tracks as files, tables as arrays. Out: where the heavy work runs; knows nothing of cases."""
