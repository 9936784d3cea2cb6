"""Every page of the product in every look: the catalogue of pages, one visit, the walk (`make tour`)."""
