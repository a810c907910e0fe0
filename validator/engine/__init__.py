"""The three-valued evaluator: which rules apply, which hold, and which facts decided it."""
