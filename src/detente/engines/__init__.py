"""In: a rule as an expression, tracks as files, arrays. Out: answers, from where heavy work runs."""
