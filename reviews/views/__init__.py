"""Pages of publishing and of the review desk."""
