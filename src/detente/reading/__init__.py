"""In: news, communiqués, transcripts, draft treaties. Out: proposals with the words they rest on."""
