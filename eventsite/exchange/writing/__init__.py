"""Writers: a released programme in, bytes of one format each out."""
