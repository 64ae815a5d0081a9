"""Article → tagged article: model input, network, decoding. Runs without torch."""

from framing.tagging.manifest import Manifest, Preset, load_manifest
from framing.tagging.tagger import Tagger

__all__ = ["Manifest", "Preset", "Tagger", "load_manifest"]
