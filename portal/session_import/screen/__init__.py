"""The admin screen that imports meetings: council and file, preview, confirmation, report."""
