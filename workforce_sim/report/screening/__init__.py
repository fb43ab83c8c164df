"""The check of a pair of open-data files against the rules of Explore education statistics, a file a stage."""
