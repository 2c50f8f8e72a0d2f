"""The mails about a programme, a room for each kind of reader."""
