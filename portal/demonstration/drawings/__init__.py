"""The drawings of the demonstration city: scenes of one hand, drawn by code, so that nothing pretends to be a photograph."""
