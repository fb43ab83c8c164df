"""Forecasts from past censuses held against what happened since, beside forecasts that anyone could have made."""
