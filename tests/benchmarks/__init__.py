"""What the rules and their database work cost, beside yardsticks measured in the same run: ``make bench``."""
