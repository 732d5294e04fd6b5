"""Backbones, their weights and the device they run on; the weight-free Classic features."""
