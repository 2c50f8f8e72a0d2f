"""At the door: who came, on which day and at which desk."""
