from importlib import import_module

from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "offers"

    def ready(self) -> None:
        from cosell.frame import show_offer_with
        from offers.queries import offer_in_frame

        import_module("offers.notices")
        show_offer_with(offer_in_frame)
