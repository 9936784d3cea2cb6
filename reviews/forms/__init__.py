"""Forms of publishing, of the review desk and of its settings, named as the views that show them."""
