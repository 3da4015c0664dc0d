"""Two real tracks to try the rule on; README.md says whence."""
