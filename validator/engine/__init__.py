"""The three-valued evaluator: applicability, verdicts, and the facts that decided them."""
