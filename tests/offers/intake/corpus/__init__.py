"""The hostile corpus: every file that the intake must answer for, made by these modules, and the answer."""
