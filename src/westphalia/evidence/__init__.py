"""What was said: reports read into sourced claims."""
