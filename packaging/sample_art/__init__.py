"""Draws the sample catalogue and the sample photos; everything is our own vector drawing, no photo is used."""
