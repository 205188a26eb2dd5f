"""What a server is told when it is started. Owns the defaults; ``vanmach serve`` has an option for each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

API = "/api/v1"  # under which the routes of the API lie
DEFAULT_KEYS = Path("vanmach-keys.json")


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of a server and what lies around it."""

    per_minute: int = 600  # requests of one client; 0 is no limit
    seconds: float = 30.0  # until an answer begins
    body_bytes: int = 5_000_000
    cors: tuple[str, ...] = ()  # origins whose pages may ask; none by default
    keys: Path = DEFAULT_KEYS
