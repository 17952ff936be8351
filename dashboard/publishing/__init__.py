"""Pages that stand by themselves: a case as a static folder; what handouts share with it."""
