"""Readings weighed against closed worlds: dates, hours, names, places, trades, sexes."""
