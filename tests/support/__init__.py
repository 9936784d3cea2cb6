"""Real servers and the whole product for the tests; nothing here leans on what happens to run on the machine."""
