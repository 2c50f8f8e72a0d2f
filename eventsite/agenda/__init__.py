"""What happens when, where and by whom: rooms, tracks, sessions, speakers, releases."""
