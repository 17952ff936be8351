"""A splitter that is never quick, to hold the quick one to."""

from geodata.records.splitter import Splitter


class CarefulSplitter(Splitter):
    """Takes every stretch to be one that cannot be split quickly."""

    def _split_quickly(self, text: bytes) -> None:
        """Leave it to the careful way."""
