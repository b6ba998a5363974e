"""Events as iCalendar files (RFC 5545): what a neighbour's calendar keeps of them."""
