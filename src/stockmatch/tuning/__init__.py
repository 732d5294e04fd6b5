"""Label-free adaptation of a backbone to one catalogue, and the check that it helped."""
