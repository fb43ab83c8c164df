"""Open-data files: the pair that Explore education statistics takes, and the check of its rules."""
