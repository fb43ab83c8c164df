"""What is written down: the tables, their definitions, the results folder."""
