"""The evidence pack: what a review by the Aqua Book asks for, filled from the code and the manifest of results."""
