"""The steps from a case's files to checked, typed tables; `geodata.casebook` puts them together."""
