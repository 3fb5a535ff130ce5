"""What all figures share: the base class, the controls, the frame around each in the browser, and the look."""
