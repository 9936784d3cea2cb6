"""The demo: a programme with its partners, offers and reviews, told through the same acts as people's.

Nothing here writes a state: every step signs somebody in, in effect, and calls the service that a page would call.
"""
