"""Whether names of places are asked of an online service: only where the user turned that on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geodata.drafting.geocoding import Geocoder


class OnlineNames:
    """The service that this process may ask, if any."""

    def __init__(self) -> None:
        self.geocoder: Geocoder | None = None

    def turn_on(self, service: str) -> None:
        """Let a service be asked; "" for none.

        Raises
        ------
        CaseError
            It is no service; the message says which there are.
        """
        from geodata.drafting.geocoding import Geocoder  # noqa: PLC0415 - few users want it

        self.geocoder = Geocoder(service) if service else None


online_names = OnlineNames()
