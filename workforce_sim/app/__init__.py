"""The planner's app: an authority, its published past, levers, and what they make of the years to come, in a browser."""
