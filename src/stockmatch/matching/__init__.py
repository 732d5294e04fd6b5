"""From pixels to features, from a photo's features to ranked candidates, and what pseudo-photos teach of both."""
