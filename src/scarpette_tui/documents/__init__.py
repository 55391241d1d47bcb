"""The paper: what it says, how it looks, how it is previewed, printed and saved."""
