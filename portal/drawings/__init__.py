"""The drawings of the invented city: scenes of one hand, drawn by code, so that nothing pretends to be a photograph."""
