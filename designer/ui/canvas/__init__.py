"""The chain as blocks, top to bottom: what is seen is drawn, and every gesture ends in one verb."""
