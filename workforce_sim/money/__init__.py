"""Money: prices by month, the ledger of what is spent on what, and the budgets of programmes."""
