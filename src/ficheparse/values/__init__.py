"""One module for each kind of value: pure functions from text to a value that carries its own doubt."""
