"""What a network is, and what it costs: pure Python, standard library only."""
