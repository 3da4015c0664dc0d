"""In: a case. Out: `Signing`: packages both could sign, what blocks, what to ask, the draft agreement."""
