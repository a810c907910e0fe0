"""The strict reader: from bytes to values and their positions.

Everything here treats its input as hostile. Work and memory are bounded by
limits, nothing recurses, and every error becomes a ``Problem``.
"""
