"""Manifests in a pytest run; ``facepolicy.pytest_plugin`` has the options and starts it."""


class FacepolicyWarning(UserWarning):
    """A rule failed whose severity does not fail the run."""
