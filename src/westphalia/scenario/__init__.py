"""What is supposed: scenarios, levers, presets, and the drafting of scenarios from claims."""
