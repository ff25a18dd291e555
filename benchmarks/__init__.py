"""Speed and quality, each with its one command: `make bench`, `make quality`."""
