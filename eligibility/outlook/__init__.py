"""What lies ahead of an offer, worked out from its facts and a rulebook. Pure Python, like the rules it asks.

Whatever a status would be is asked of ``eligibility.rules.evaluate``: nothing here knows when a requirement is met.
"""
