"""What an entry is: texts in languages, publishing, freshness, history, dates."""
