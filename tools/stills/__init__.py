"""Makes the still pictures of the figures: each page's own drawing, as a file that stands alone."""
