"""Register of designations: versions of sanctions lists that a user supplies, kept by two times and compared."""
