"""Values as tables hold them → strings as they are written, or what JSON can say."""

from __future__ import annotations

import math
from datetime import date, datetime, time
from typing import Any

_LARGEST_WHOLE = 1e15  # floats up to here say whole numbers exactly


def written(value: Any) -> Any:
    """A cell as a string: 12.0 is "12", dates are ISO; None for an empty one. Lists and objects are `sayable`."""
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, (dict, list, tuple, set)):
        return sayable(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST_WHOLE:
        return str(int(value))
    if isinstance(value, datetime) and value.tzinfo is None and value.time() == time():
        return value.date().isoformat()
    return str(sayable(value))


def sayable(value: Any) -> Any:
    """A value that JSON can say: bytes are UTF-8 or else hexadecimal, dates ISO, what JSON lacks a string."""
    match value:
        case None | str() | bool() | int():
            return value
        case float():
            return value if math.isfinite(value) else str(value)
        case date() | time():
            return value.isoformat()
        case bytes():
            try:
                return value.decode()
            except UnicodeDecodeError:
                return value.hex()
        case dict():
            return {str(name): sayable(item) for name, item in value.items()}
        case list() | tuple() | set():
            return [sayable(item) for item in value]
        case _:
            return str(value)
