"""In: nothing. Out: the nouns a person can write down, as frozen records that only check themselves."""
