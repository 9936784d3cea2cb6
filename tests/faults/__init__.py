"""Files go through real processes that are killed all the time; afterwards nothing may be lost, stuck or twice."""
