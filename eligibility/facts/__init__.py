"""The facts of offers as the rules read them: out of the tables, set-based, and as they are stored beside a status.

``reading`` is where to begin; ``packing`` is the stored form, ``joining`` how a group becomes one text.
"""
