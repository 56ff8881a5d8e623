"""Files: bytes in, a design out, and back."""
