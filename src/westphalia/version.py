"""The version of the package: model and data of this release."""

__version__ = "0.1.0"
