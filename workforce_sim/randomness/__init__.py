"""Chance: draws named by what is decided and for whom, the same in every scenario that does not change them."""
