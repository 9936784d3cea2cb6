"""The main job, from a stranger's sign-up to Azure IP co-sell incentivized, played by three people in browsers."""
