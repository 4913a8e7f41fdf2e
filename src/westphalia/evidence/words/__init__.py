"""Characters, words and sentences: text, quotations, language, likeness."""
