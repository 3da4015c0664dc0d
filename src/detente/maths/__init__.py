"""In: arrays. Out: arrays. Textbook functions with a citation each; they know nothing of cases."""
