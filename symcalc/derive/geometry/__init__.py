"""Products of vectors and rotations, with the identities that give them their meaning."""
