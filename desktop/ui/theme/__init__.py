"""Colours, type and the style sheet, which the whole interface takes its look from. `theme` hands out the `tokens`."""
