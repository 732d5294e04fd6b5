"""What matching means: plain values and numpy. No Qt, no torch, no files."""
