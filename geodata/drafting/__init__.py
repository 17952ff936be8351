"""An article → proposals for a case: what it says, of which day, of which place."""
