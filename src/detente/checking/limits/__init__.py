"""In: a duty and what was seen. Out: findings. One plain function for each kind of limit, in `LIMITS`."""
