"""Dated policies: where and when a programme is in force, and what it changes for children and for case holders."""
