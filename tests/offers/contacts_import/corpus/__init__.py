"""Files of contacts as people send them, made here, each with the result that ``docs/contacts.md`` describes."""
