"""The case book: children as rows of a ledger, shared among holders who have a capacity, moved by one compiled loop."""
