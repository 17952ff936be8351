"""From an article to a map: places, dates and statements found in a text."""
