"""What is true of a language: sentences, forms of words, numbers, dates, quotes, names of languages."""
