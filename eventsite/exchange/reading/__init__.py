"""Readers: bytes of one format each in, a `source.Source` out."""
