from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "cosell.accounts"
    label = "accounts"
