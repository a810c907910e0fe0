"""Reports: counts, wording, waivers, baselines, formats."""
