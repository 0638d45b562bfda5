"""What is found as somebody types: results in the left pane, and what is proposed for the filters of a search."""
