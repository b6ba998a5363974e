"""What the public pages of districts and neighbourhoods show: contexts, the finder, totals, maps, "my district"."""
