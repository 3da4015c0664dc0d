"""In: an agreement and what was observed. Out: findings: what each clause says of the observations, with the rows."""
