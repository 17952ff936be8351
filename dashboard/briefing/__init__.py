"""What leaves the page: figures, slides, briefs, tables, and pages that need no server."""
