"""Forms of statuses, of what partners have earned, and of rulebooks."""
