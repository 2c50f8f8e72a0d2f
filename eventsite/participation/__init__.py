"""What it adds up to: figures, dashboards, evidence and reports."""
