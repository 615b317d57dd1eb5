"""Requests about personal data: the registrar finds what is kept about whoever asks, hands it out, or erases it."""
