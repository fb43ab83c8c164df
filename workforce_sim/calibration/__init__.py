"""Calibration: estimate from the published years what the simulation starts from, and how sure each estimate is."""
