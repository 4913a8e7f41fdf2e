"""What a tariff, a sanction or an embargo does to every country: arrays in, arrays out."""
