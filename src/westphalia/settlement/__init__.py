"""Where a situation meets the models of bargaining: what its positions imply, with every limit said."""
