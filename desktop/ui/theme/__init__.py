"""Colours, type and the style sheet: what the whole interface takes its look from. `tokens` are the numbers, `theme` hands them out."""
