"""In: a document's bytes. Out: a `Document`, its text and blocks by offset, or a sentence on what to do."""
