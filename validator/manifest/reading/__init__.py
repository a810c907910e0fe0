"""The strict reader: from bytes to values and the positions they stand at.

Everything here treats its input as hostile. Work and memory are bounded by
limits, nothing recurses, and whatever is wrong becomes a ``Problem``.
"""
