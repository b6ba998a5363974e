"""The territory in the admin: screens of districts, neighbourhoods, venues, units and organisations."""
