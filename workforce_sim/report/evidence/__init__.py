"""The pack that a review of an analysis asks for, filled from the code and from the manifest of its results."""
