"""From a photo's vector to ranked candidates over a catalogue's vectors."""
