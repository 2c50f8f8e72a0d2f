"""Messages: what organizers write to registered people, held for ten minutes, each mail once.

`models` holds a message, its recipients and who wants none; `sending` decides what may be done with
a message and who is written to; `actions` write, release, stop and send; `jobs` let them go.
"""
