"""Pages that stand by themselves: a case as a static folder, and what the handout shares with it."""
