"""Every page and mail in one language, the reader's: words, figures and dates."""
