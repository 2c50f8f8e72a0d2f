"""What people do with programmes of other tools, a room for each noun."""
