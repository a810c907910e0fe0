"""Messages of problems, in English and Chinese."""

from __future__ import annotations

from validator.model.text import Text

# errors.py
STOPS = Text("{text} (stops {number} manifests)", "{text}（{number} 份清单因此无法检查）")
STOPS_ONE = Text("{text} (stops 1 manifest)", "{text}（1 份清单因此无法检查）")
