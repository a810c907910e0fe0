"""Choices out of bytes, so that a fuzzer that changes bytes changes choices.

Atheris has a provider of its own, but a kept corpus has to mean the same where Atheris is missing.
"""


class Draws:
    """Chooses as ``random.Random`` does, by the next byte; by zeros once there are none."""

    def __init__(self, data):
        self._data = data
        self._at = 0

    @property
    def left(self):
        """How many bytes have not been used."""
        return len(self._data) - self._at

    def randrange(self, stop):
        """Return a number from 0 to ``stop`` - 1; of one byte while that is enough."""
        return int.from_bytes(self._take(1 if stop <= 256 else 2), "big") % stop

    def choice(self, items):
        return items[self.randrange(len(items))]

    def text(self, known=()):
        """Return some known texts and free ones, in turns."""
        parts = []
        for _ in range(1 + self.randrange(4)):
            if known and self.randrange(2):
                parts.append(self.choice(known))
            else:
                parts.append(self._take(self.randrange(24)).decode("utf-8", "ignore"))
        return "".join(parts)

    def _take(self, size):
        taken = self._data[self._at : self._at + size]
        self._at += len(taken)
        return taken
