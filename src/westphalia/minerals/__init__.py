"""Minerals: positions on an ordered scale, and what a stream of royalties is worth."""
