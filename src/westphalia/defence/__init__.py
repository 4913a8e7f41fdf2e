"""What a defence budget costs: arrays in, arrays out."""
