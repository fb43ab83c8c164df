"""Many replications of a scenario, and what they say together."""
